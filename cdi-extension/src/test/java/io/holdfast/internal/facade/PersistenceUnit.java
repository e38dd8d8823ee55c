package io.holdfast.internal.facade;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Persistence;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;

/** Jakarta Persistence with transactions of its own: an {@code EntityManagerFactory} over the data source. */
final class PersistenceUnit implements Library {

    // tag::jpa[]
    final EntityManagerFactory factory;

    PersistenceUnit(String name, DataSource dataSource, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("jakarta.persistence.nonJtaDataSource", dataSource);
        factory = Persistence.createEntityManagerFactory(name, properties);
    }

    @Override
    public boolean write(int id, String body) {
        return inTransaction(entities -> {
            entities.persist(new Note(id, body));
            entities.flush();
            return isStandby(entities);
        });
    }

    @Override
    public Seen read(int id) {
        return inTransaction(entities -> seen(entities, id));
    }
    // end::jpa[]

    static Seen seen(EntityManager entities, int id) {
        Note note = entities.find(Note.class, id);
        return new Seen(isStandby(entities), note == null ? null : note.body());
    }

    private static boolean isStandby(EntityManager entities) {
        return (boolean)
                entities.createNativeQuery("select pg_is_in_recovery()").getSingleResult();
    }

    private <T> T inTransaction(Function<EntityManager, T> work) {
        try (EntityManager entities = factory.createEntityManager()) {
            EntityTransaction transaction = entities.getTransaction();
            transaction.begin();
            try {
                T result = work.apply(entities);
                transaction.commit();
                return result;
            } finally {
                if (transaction.isActive()) {
                    transaction.rollback();
                }
            }
        }
    }

    @Override
    public void close() {
        factory.close();
    }
}
