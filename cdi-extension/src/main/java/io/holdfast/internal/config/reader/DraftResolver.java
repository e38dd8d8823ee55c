package io.holdfast.internal.config.reader;

import io.holdfast.internal.config.DataSourceConfig;
import io.holdfast.internal.config.JdbcDrivers;
import io.holdfast.internal.config.NodeConfig;
import io.holdfast.internal.config.NodeConfig.ServerName;
import io.holdfast.internal.config.Secret;
import io.holdfast.internal.config.key.ConfigKeys;
import io.holdfast.internal.config.key.ConfigProblem;
import io.holdfast.internal.config.key.ConfigValues;
import io.holdfast.internal.config.key.ConfigValues.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Makes data sources of drafts: puts the tenant's id in and checks what can be checked without connecting. */
final class DraftResolver {

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");

    private final ConfigValues values;
    private final JdbcDrivers drivers = JdbcDrivers.ofContext();

    DraftResolver(ConfigValues values) {
        this.values = values;
    }

    /** Of a draft that is no template. */
    Optional<DataSourceConfig> resolve(String name, DataSourceDraft draft) {
        refusePlaceholders(draft);
        checkUrls(draft, UnaryOperator.identity());
        checkNames(draft);
        return resolve(name, draft, UnaryOperator.identity());
    }

    /** Of the template, for one tenant. */
    Optional<DataSourceConfig> resolveFor(String tenant, DataSourceDraft template) {
        return resolve(tenant, template, text -> text.replace(ConfigKeys.TENANT_PLACEHOLDER, tenant));
    }

    /** Checks of the template as such, once and not per tenant. */
    void checkTemplate(DataSourceDraft template) {
        checkUrls(template, text -> text.replace(ConfigKeys.TENANT_PLACEHOLDER, "tenant"));
        boolean bySchema =
                template.schema().filter(s -> hasPlaceholder(s.value())).isPresent();
        checkNames(template);
        for (NodeDraft node : template.nodes()) {
            Optional<String> place = node.url().or(() -> node.jndi().map(Setting::value));
            if (!bySchema && place.isPresent() && !hasPlaceholder(place.get())) {
                values.problem(
                        ConfigProblem.of(
                                node.placeKey(),
                                "has no {tenant} in it and neither has " + template.prefix()
                                        + ConfigKeys.TEMPLATE_SCHEMA.name()
                                        + ", so all tenants would share one database unseparated; expected {tenant} in one of them"));
            }
        }
    }

    private Optional<DataSourceConfig> resolve(String name, DataSourceDraft draft, UnaryOperator<String> fill) {
        List<NodeConfig> nodes = new ArrayList<>();
        for (NodeDraft node : draft.nodes()) {
            node(node, fill).ifPresent(nodes::add);
        }
        if (nodes.size() < draft.nodes().size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new TreeMap<>();
        draft.sessionVariables().forEach((variable, setting) -> variables.put(variable, fill.apply(setting.value())));
        return Optional.of(new DataSourceConfig(
                name,
                draft.dialect(),
                nodes.get(0),
                List.copyOf(nodes.subList(1, nodes.size())),
                variables,
                draft.sessionReset(),
                draft.sessionTimeout(),
                draft.leakTimeout()));
    }

    private Optional<NodeConfig> node(NodeDraft draft, UnaryOperator<String> fill) {
        Optional<Secret> password = draft.password()
                .map(Secret::of)
                .or(() -> draft.passwordFile().flatMap(file -> passwordFile(file.key(), fill.apply(file.value()))));
        if (draft.url().isEmpty() && draft.jndi().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new NodeConfig(
                draft.name(),
                draft.url().map(fill).orElse(""),
                draft.jndi().map(name -> new ServerName(name.key(), fill.apply(name.value()))),
                draft.username().map(Setting::value).map(fill),
                password,
                draft.driver(),
                draft.properties(),
                draft.pool()));
    }

    private Optional<Secret> passwordFile(String key, String path) {
        try {
            Path file = Path.of(path);
            Files.readString(file, StandardCharsets.UTF_8);
            return Optional.of(Secret.fromFile(file));
        } catch (IOException | InvalidPathException e) {
            values.problem(ConfigProblem.of(
                    key,
                    path,
                    "cannot be read (" + e.getClass().getSimpleName() + "); expected a readable file in UTF-8."
                            + " Check the path and the rights of the user that runs this process"));
            return Optional.empty();
        }
    }

    /** A name with a scheme may lead to another machine, and what answers there may be code. */
    private void checkNames(DataSourceDraft draft) {
        for (NodeDraft node : draft.nodes()) {
            node.jndi()
                    .filter(name -> SCHEME.matcher(name.value()).lookingAt()
                            && !name.value().startsWith("java:"))
                    .ifPresent(name -> values.problem(ConfigProblem.of(
                            name.key(),
                            name.value(),
                            "is no name inside this server; expected one such as java:jboss/datasources/Orders or"
                                    + " jdbc/orders. For a JDBC URL the key is '" + node.urlKey() + "'")));
        }
    }

    private void checkUrls(DataSourceDraft draft, UnaryOperator<String> fill) {
        for (NodeDraft node : draft.nodes()) {
            node.url().map(fill).ifPresent(url -> checkUrl(node, url, draft.prefix()));
        }
    }

    private void checkUrl(NodeDraft node, String url, String prefix) {
        if (!url.startsWith("jdbc:")) {
            values.problem(ConfigProblem.of(node.urlKey(), "is malformed; " + ConfigKeys.URL.expected()));
        } else if (node.driver().isPresent()) {
            if (drivers.named(node.driver().get()).isEmpty()) {
                values.problem(ConfigProblem.of(
                        prefix + ConfigKeys.DRIVER.name(),
                        node.driver().get(),
                        "cannot be loaded for node '" + node.name()
                                + "', or is no driver; expected a class that implements"
                                + " java.sql.Driver or javax.sql.DataSource. Add its JAR to the application"));
            }
        } else if (drivers.accepting(url).isEmpty()) {
            values.problem(ConfigProblem.of(
                    node.urlKey(),
                    "is accepted by no JDBC driver on the class path; expected a URL of a known driver. Add the driver's JAR"
                            + " to the application, correct the URL, or name the class with '" + prefix
                            + ConfigKeys.DRIVER.name() + "'"));
        }
    }

    private void refusePlaceholders(DataSourceDraft draft) {
        for (NodeDraft node : draft.nodes()) {
            if (node.url().filter(DraftResolver::hasPlaceholder).isPresent()) {
                values.problem(ConfigProblem.of(node.urlKey(), noTenantHere()));
            }
            node.jndi().ifPresent(this::refusePlaceholder);
            node.username().ifPresent(this::refusePlaceholder);
            node.passwordFile().ifPresent(this::refusePlaceholder);
        }
    }

    private void refusePlaceholder(Setting setting) {
        if (hasPlaceholder(setting.value())) {
            values.problem(ConfigProblem.of(setting.key(), setting.value(), noTenantHere()));
        }
    }

    private static String noTenantHere() {
        return "has {tenant} in it where no tenant is known: the nodes of a named data source are the same for all who use it;"
                + " expected {tenant} only below " + ConfigKeys.TEMPLATE_PREFIX
                + "*, in schemas of tenants and in session variables";
    }

    static boolean hasPlaceholder(String text) {
        return text.contains(ConfigKeys.TENANT_PLACEHOLDER);
    }
}
