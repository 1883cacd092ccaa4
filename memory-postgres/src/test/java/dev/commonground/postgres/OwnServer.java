package dev.commonground.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A server for one test, which the test can kill and start again. */
final class OwnServer implements AutoCloseable {

    private final Path data;
    private EmbeddedPostgres running;

    OwnServer(Path folder) throws IOException {
        this.data = Files.createDirectories(folder.resolve("data"));
        this.running = start(0);
    }

    private EmbeddedPostgres start(int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on");
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    String url() {
        return running.getJdbcUrl("postgres", "postgres");
    }

    int port() {
        return running.getPort();
    }

    /** Kills the server. The next start recovers its data. */
    void crash() throws IOException, InterruptedException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
        ProcessHandle server = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        new ProcessBuilder("kill", "-QUIT", pid).start().waitFor();
        server.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    void startAgain() throws IOException {
        int port = running.getPort();
        running.close();
        running = start(port);
    }

    @Override
    public void close() throws IOException {
        Objects.requireNonNull(running).close();
    }
}
