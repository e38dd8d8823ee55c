package io.holdfast.internal.facade;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** jOOQ: a {@code DSLContext} over the data source. */
class JooqIT extends LibraryContract {

    @Override
    Library boot(DataSource dataSource) {
        return new Jooq(dataSource);
    }

    private static final class Jooq implements Library {

        private static final Table<Record> NOTE = table(name("note"));
        private static final Field<Integer> ID = field(name("id"), Integer.class);
        private static final Field<String> BODY = field(name("body"), String.class);
        private static final Field<Boolean> STANDBY = field("pg_is_in_recovery()", Boolean.class);

        // tag::jooq[]
        private final DSLContext jooq;

        Jooq(DataSource dataSource) {
            // Named: jOOQ then asks no connection what it is connected to.
            jooq = DSL.using(dataSource, SQLDialect.POSTGRES);
        }

        @Override
        public boolean write(int id, String body) {
            return jooq.transactionResult(transaction -> {
                transaction.dsl().insertInto(NOTE, ID, BODY).values(id, body).execute();
                return transaction.dsl().select(STANDBY).fetchSingle(STANDBY);
            });
        }

        @Override
        public Seen read(int id) {
            return jooq.transactionResult(transaction -> new Seen(
                    transaction.dsl().select(STANDBY).fetchSingle(STANDBY),
                    transaction.dsl().select(BODY).from(NOTE).where(ID.eq(id)).fetchOne(BODY)));
        }
        // end::jooq[]

        @Override
        public void close() {}
    }
}
