package io.holdfast.internal.facade;

import javax.sql.DataSource;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/** MyBatis: a {@code SqlSessionFactory} over the data source, with its JDBC transactions. */
class MyBatisIT extends LibraryContract {

    @Override
    Library boot(DataSource dataSource) {
        return new MyBatis(dataSource);
    }

    interface Notes {

        @Insert("insert into note(id, body) values (#{id}, #{body})")
        int insert(@Param("id") int id, @Param("body") String body);

        @Select("select body from note where id = #{id}")
        String body(int id);

        @Select("select pg_is_in_recovery()")
        boolean standby();
    }

    private static final class MyBatis implements Library {

        // tag::mybatis[]
        private final SqlSessionFactory sessions;

        MyBatis(DataSource dataSource) {
            Configuration configuration =
                    new Configuration(new Environment("holdfast", new JdbcTransactionFactory(), dataSource));
            configuration.addMapper(Notes.class);
            sessions = new SqlSessionFactoryBuilder().build(configuration);
        }

        @Override
        public boolean write(int id, String body) {
            try (SqlSession session = sessions.openSession()) {
                Notes notes = session.getMapper(Notes.class);
                notes.insert(id, body);
                boolean standby = notes.standby();
                session.commit();
                return standby;
            }
        }

        @Override
        public Seen read(int id) {
            try (SqlSession session = sessions.openSession()) {
                Notes notes = session.getMapper(Notes.class);
                return new Seen(notes.standby(), notes.body(id));
            }
        }
        // end::mybatis[]

        @Override
        public void close() {}
    }
}
