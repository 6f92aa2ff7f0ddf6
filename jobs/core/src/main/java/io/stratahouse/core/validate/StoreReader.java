package io.stratahouse.core.validate;

import io.stratahouse.core.runner.JobRefusedException;
import io.stratahouse.core.runner.Placeholders;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Reads the deployed store tables over JDBC and compares them with the declared ones. */
final class StoreReader {
  private static final Map<String, StoreDialect> DIALECTS =
      Map.of("postgres", new PostgresDialect(), "mysql", new MySqlDialect());
  private static final int TIMEOUT_SECONDS = 10;

  private final Placeholders placeholders;

  StoreReader(Placeholders placeholders) {
    this.placeholders = placeholders;
  }

  List<String> compare(List<StoreContract> stores) throws JobRefusedException {
    List<String> differences = new ArrayList<>();
    for (StoreContract store : stores) {
      StoreDialect dialect = DIALECTS.get(store.dialect());
      if (dialect == null) {
        throw new JobRefusedException(
            store.place() + ": the dialect must be one of " + DIALECTS.keySet() + ", found '" + store.dialect() + "'.");
      }
      String url = placeholders.resolve(store.jdbcUrl());
      try (Connection connection = connect(store, dialect, url)) {
        differences.addAll(
            StoreComparison.compare(store, dialect, dialect.read(connection, store.schema(), store.table())));
      } catch (SQLException e) {
        differences.add(store.place() + ": cannot be read at " + url + ": " + firstLine(e.getMessage()));
      }
    }
    return differences;
  }

  private Connection connect(StoreContract store, StoreDialect dialect, String url)
      throws SQLException, JobRefusedException {
    try {
      Class.forName(dialect.driver());
    } catch (ClassNotFoundException e) {
      throw new JobRefusedException(
          store.place() + ": the driver " + dialect.driver() + " is not on the cluster's class path.");
    }
    Properties properties = new Properties();
    properties.setProperty("user", placeholders.resolve(store.user()));
    properties.setProperty("password", placeholders.resolve(store.password()));
    DriverManager.setLoginTimeout(TIMEOUT_SECONDS);
    return DriverManager.getConnection(url, properties);
  }

  private static String firstLine(String message) {
    return message == null ? "no reason given" : message.strip().split("\n", 2)[0];
  }
}
