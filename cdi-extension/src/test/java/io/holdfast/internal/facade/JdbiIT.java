package io.holdfast.internal.facade;

import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** JDBI: a {@code Jdbi} over the data source. */
class JdbiIT extends LibraryContract {

    @Override
    Library boot(DataSource dataSource) {
        return new OverJdbi(dataSource);
    }

    private static final class OverJdbi implements Library {

        // tag::jdbi[]
        private final Jdbi jdbi;

        OverJdbi(DataSource dataSource) {
            jdbi = Jdbi.create(dataSource);
        }

        @Override
        public boolean write(int id, String body) {
            return jdbi.inTransaction(handle -> {
                handle.execute("insert into note(id, body) values (?, ?)", id, body);
                return handle.select("select pg_is_in_recovery()")
                        .mapTo(Boolean.class)
                        .one();
            });
        }

        @Override
        public Seen read(int id) {
            return jdbi.withHandle(handle -> new Seen(
                    handle.select("select pg_is_in_recovery()")
                            .mapTo(Boolean.class)
                            .one(),
                    handle.select("select body from note where id = ?", id)
                            .mapTo(String.class)
                            .findOne()
                            .orElse(null)));
        }
        // end::jdbi[]

        @Override
        public void close() {}
    }
}
