package dev.commonground.benchmarks.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of Node packages of pinned versions, installed by npm when they are first needed.
 *
 * @param folder the folder, outside the sources
 */
record NodePackages(Path folder) {

    private static final List<String> FILES = List.of("package.json", "peers.mjs");

    /** Returns the folder with all packages, or nothing if Node or npm is absent or the installation fails. */
    static Optional<NodePackages> installed(Path folder) throws IOException, InterruptedException {
        NodePackages packages = new NodePackages(folder.toAbsolutePath());
        if (!runs(folder, "node", "--version") || !runs(folder, "npm", "--version")) {
            return Optional.empty();
        }
        for (String file : FILES) {
            packages.copy(file);
        }
        boolean complete = Files.exists(packages.folder.resolve("node_modules/.package-lock.json"))
                || runs(packages.folder, "npm", "install", "--no-audit", "--no-fund", "--legacy-peer-deps");
        return complete ? Optional.of(packages) : Optional.empty();
    }

    private void copy(String file) throws IOException {
        Files.createDirectories(folder);
        try (InputStream content = Objects.requireNonNull(NodePackages.class.getResourceAsStream(file), file)) {
            Files.copy(content, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean runs(Path folder, String... command) throws IOException, InterruptedException {
        Path log = Files.createDirectories(folder).resolve("npm.log");
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        try {
            return process.start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /** Starts a store of another project over the files that {@link PeerFiles} wrote. */
    ProcessPeer start(String store, Path files, int dimensions, String cannot) throws IOException {
        ProcessBuilder node = new ProcessBuilder(
                        "node", "--max-old-space-size=8192", "peers.mjs", store, files.toString(), "" + dimensions)
                .directory(folder.toFile());
        return new ProcessPeer(node, cannot, false);
    }

    /** Returns the library of sqlite-vec for this platform. */
    Path sqliteVec() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("node_modules"), 2)) {
            return files.filter(file -> file.getFileName().toString().matches("vec0\\.(so|dylib|dll)"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("npm found no library of sqlite-vec for this platform"));
        }
    }
}
