package io.holdfast.cdi;

import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Bean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The application's own {@code DataSource} beans, noticed while they are discovered: asking the bean manager for them before it
 * is complete finds nothing on some servers.
 */
final class DataSourceRivals {

    private final List<String> found = new ArrayList<>();

    void notice(Bean<?> bean) {
        if (isRival(bean)) {
            found.add(bean.toString());
        }
    }

    static boolean isRival(Bean<?> bean) {
        return bean.getTypes().contains(DataSource.class)
                && bean.getQualifiers().contains(Default.Literal.INSTANCE);
    }

    Optional<String> first() {
        return found.stream().findFirst();
    }
}
