package io.tallyhouse.backing;

/** How to reach one database: what a data source needs to know. The user owns the database. */
public record PostgresDatabase(String host, int port, String name, String user, String password) {

    /** For JDBC, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, name);
    }

    /** For the Vert.x reactive client, without user and password. */
    public String reactiveUrl() {
        return "postgresql://%s:%d/%s".formatted(host, port, name);
    }

    PostgresDatabase named(String otherName, String otherUser, String otherPassword) {
        return new PostgresDatabase(host, port, otherName, otherUser, otherPassword);
    }
}
