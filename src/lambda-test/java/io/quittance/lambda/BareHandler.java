package io.quittance.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** The least that a function with a database can be: the driver alone, and one row written in a transaction. */
public final class BareHandler implements RequestStreamHandler {

    static final String TABLE = "create table bare (id text primary key); grant insert on bare to quittance";

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        event.readAllBytes();
        try (Connection connection = DriverManager.getConnection(
                        System.getenv("QUARKUS_DATASOURCE_JDBC_URL"),
                        System.getenv("QUARKUS_DATASOURCE_USERNAME"),
                        System.getenv("QUARKUS_DATASOURCE_PASSWORD"));
                PreparedStatement insert = connection.prepareStatement("insert into bare values (?)")) {
            connection.setAutoCommit(false);
            insert.setString(1, UUID.randomUUID().toString());
            int written = insert.executeUpdate();
            connection.commit();
            answer.write(
                    "{\"statusCode\":200,\"body\":\"%d\"}".formatted(written).getBytes(StandardCharsets.UTF_8));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
