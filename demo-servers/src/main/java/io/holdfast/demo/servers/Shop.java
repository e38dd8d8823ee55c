package io.holdfast.demo.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shop over HTTP.
 *
 * <p><strong>Threading:</strong> one thread.
 */
final class Shop {

    private static final Pattern REPLY = Pattern.compile("orders=(\\d+) port=(\\d+) reason=(\\w+)\\s*");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI orders;
    private final Map<Integer, String> nodesByPort;
    private final Map<String, Integer> routes = new TreeMap<>();

    Shop(URI address, Map<Integer, String> nodesByPort) {
        this.orders = address.resolve("orders");
        this.nodesByPort = nodesByPort;
    }

    Reply get(String tenant) throws IOException, InterruptedException, Refused {
        return reply(tenant, "GET", "");
    }

    Reply post(String tenant, String path) throws IOException, InterruptedException, Refused {
        return reply(tenant, "POST", path);
    }

    int status(String tenant, String method, String path) throws IOException, InterruptedException {
        return send(tenant, method, path).statusCode();
    }

    /** How many requests went where and why. */
    Map<String, Integer> routes() {
        return routes;
    }

    private Reply reply(String tenant, String method, String path) throws IOException, InterruptedException, Refused {
        HttpResponse<String> response = send(tenant, method, path);
        Matcher matcher = REPLY.matcher(response.body());
        if (response.statusCode() != 200 || !matcher.matches()) {
            throw new Refused(method + " " + path + " of " + tenant + ": status " + response.statusCode() + ", "
                    + response.body());
        }
        String node = nodesByPort.get(Integer.valueOf(matcher.group(2)));
        Reply reply = new Reply(node, Long.parseLong(matcher.group(1)), matcher.group(3));
        routes.merge(
                String.format("%-8s%-16s%-10s%s", tenant, method + " " + path, node, reply.reason()), 1, Integer::sum);
        return reply;
    }

    private HttpResponse<String> send(String tenant, String method, String path)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(orders + path + "?item=tea"))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (tenant != null) {
            request.header("X-Tenant", tenant);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The shop did not answer with a number. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
