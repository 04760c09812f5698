// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.storage;

import static org.awaitility.Awaitility.await;

import io.skyquark.oap.it.server.ChildProcess;
import io.skyquark.oap.it.server.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL server on a free port, from {@code PATH} or where Debian puts it. */
final class PostgreSql implements Storage {

    private static final String DATABASE = "skywalking";
    private static final String USER = "oap";
    /** PostgreSQL refuses to run as root; this user exists wherever root runs the tests. */
    private static final String UNPRIVILEGED = "nobody";
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private final Path programs;
    private final Path directory = Program.newDirectory("postgresql");
    private final int port = Ports.free().rest();
    private ChildProcess process;

    private PostgreSql(Path programs) {
        this.programs = programs;
    }

    /** A server with an empty database, started; or nothing where PostgreSQL is not installed. */
    static Optional<Storage> find() {
        return Program.find("initdb", debianFolders()).map(PostgreSql::programFolder).map(folder -> {
            var server = new PostgreSql(folder);
            server.initialize();
            server.start();
            server.createDatabase();
            return server;
        });
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Map<String, String> environment(int through) {
        return Map.of("SW_STORAGE", "postgresql", "SW_JDBC_URL", url(through, DATABASE), "SW_DATA_SOURCE_USER", USER, "SW_DATA_SOURCE_PASSWORD", "any");
    }

    @Override
    public void start() {
        // Nothing has to survive a power cut.
        process = ChildProcess.start("postgresql", unprivileged("postgres", "-D", data(), "-p", String.valueOf(port), "-k", directory.toString(),
            "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "full_page_writes=off"), Map.of(), directory);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            process.assertAlive();
            return answers();
        });
    }

    @Override
    public void stop() {
        // SIGTERM would wait for the connections to end by themselves.
        process.signal("INT");
        process.awaitExit(Duration.ofSeconds(30));
        process.close();
    }

    @Override
    public void close() {
        process.signal("QUIT");
        process.close();
        Program.delete(directory);
    }

    private void initialize() {
        try {
            if (isRoot()) {
                Files.setOwner(directory, directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(UNPRIVILEGED));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (var initdb = ChildProcess.start("initdb", unprivileged("initdb", "-D", data(), "-U", USER, "--auth=trust", "-E", "UTF8", "--locale=C",
            "--no-sync"), Map.of(), directory)) {
            if (initdb.awaitExit(Duration.ofSeconds(60)).code() != 0) {
                throw new AssertionError("initdb failed: " + initdb.log());
            }
        }
    }

    private void createDatabase() {
        try (var connection = DriverManager.getConnection(url(port, "postgres"), USER, ""); var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private boolean answers() {
        try (var connection = DriverManager.getConnection(url(port, "postgres"), USER, "")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private List<String> unprivileged(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + UNPRIVILEGED, "--regid=nogroup", "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** The folder with all of PostgreSQL's programs; a link to one of them may lie elsewhere. */
    private static Path programFolder(Path initdb) {
        try {
            return initdb.toRealPath().getParent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> debianFolders() {
        try (var versions = Files.list(DEBIAN)) {
            return versions.map(version -> version.resolve("bin")).toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
