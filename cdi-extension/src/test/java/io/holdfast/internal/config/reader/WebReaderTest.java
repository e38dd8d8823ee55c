package io.holdfast.internal.config.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.internal.config.WebConfig;
import io.holdfast.internal.config.WebConfig.Source;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebReaderTest {

    @Test
    void trustsNothingThatAClientSaysByDefault() {
        WebConfig web = Configs.valid(Configs.PRIMARY).web();

        assertThat(web)
                .isEqualTo(new WebConfig(
                        List.of(Source.RESOLVER),
                        "X-Tenant",
                        "tenant",
                        Optional.empty(),
                        1,
                        Optional.empty(),
                        true,
                        1));
    }

    @Test
    void readsSourcesInTheirOrder() {
        WebConfig web = Configs.valid(
                        Configs.PRIMARY,
                        "holdfast.web.tenant.sources=jwt, principal,subdomain",
                        "holdfast.web.tenant.domain=Shop.Example",
                        "holdfast.web.retry-after=1m")
                .web();

        assertThat(web.sources()).containsExactly(Source.JWT, Source.PRINCIPAL, Source.SUBDOMAIN);
        assertThat(web.domain()).hasValue("shop.example");
        assertThat(web.retryAfterSeconds()).isEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "holdfast.web.tenant.sources=cookie",
                "holdfast.web.tenant.sources=header,header",
                "holdfast.web.tenant.sources=subdomain",
                "holdfast.web.tenant.header=X Tenant",
                "holdfast.web.tenant.domain=.example.com",
                "holdfast.web.tenant.path-segment=0",
                "holdfast.web.tenant.required=perhaps",
                "holdfast.web.retry-after=0"
            })
    void reportsWhatItCannotUse(String line) {
        assertThat(Configs.read(Configs.PRIMARY, line).problems())
                .singleElement()
                .asString()
                .startsWith("holdfast.web.");
    }

    @Test
    void knowsItsKeys() {
        assertThat(Configs.read(Configs.PRIMARY, "holdfast.web.tenant.heder=X").warnings())
                .singleElement()
                .asString()
                .contains("holdfast.web.tenant.header");
    }
}
