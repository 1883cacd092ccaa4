package dev.commonground.crew;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The process that holds a lease.
 *
 * @param lease the id of the lease
 * @param process the id of this class in the process
 * @param host the machine and its name space of processes; unique if it is unknown
 * @param pid the number of the process on the host
 * @param started the start of the process, which distinguishes it from a later process with the same number
 */
record LeaseHolder(String lease, String process, String host, long pid, String started) {

    private static final String PROCESS = UUID.randomUUID().toString();
    private static final String HOST = ownHost();

    /** Two fields of {@code /proc/<pid>/stat} after the name of the program, and the state of a process that was killed. */
    private static final int STATE = 0;

    private static final int START = 19;
    private static final String ZOMBIE = "Z";

    static LeaseHolder here() {
        String lease = UUID.randomUUID().toString();
        long pid = ProcessHandle.current().pid();
        return startOf(pid)
                .map(start -> new LeaseHolder(lease, PROCESS, HOST, pid, start))
                .orElseGet(() -> new LeaseHolder(lease, PROCESS, PROCESS, pid, "unknown"));
    }

    /** Returns the holder that {@link #write} wrote. */
    static LeaseHolder read(byte[] written) {
        List<String> lines = new String(written, UTF_8).lines().toList();
        return new LeaseHolder(lines.get(0), lines.get(1), lines.get(2), Long.parseLong(lines.get(3)), lines.get(4));
    }

    byte[] write() {
        return String.join("\n", lease, process, host, Long.toString(pid), started)
                .getBytes(UTF_8);
    }

    boolean isHere() {
        return process.equals(PROCESS);
    }

    /** Returns whether the process has certainly ended. On another host, nobody knows. */
    boolean hasEnded() {
        return host.equals(HOST) && !startOf(pid).equals(Optional.of(started));
    }

    /** Returns the start of a process in ticks since the boot, which no change of the clock moves; empty if it has ended. */
    private static Optional<String> startOf(long pid) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), ISO_8859_1);
            String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ", -1);
            return fields[STATE].equals(ZOMBIE) ? Optional.empty() : Optional.of(fields[START]);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Linux tells the boot of the machine and, in a container, the name space. Elsewhere every process has its own host. */
    private static String ownHost() {
        try {
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            return boot + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException | RuntimeException e) {
            return PROCESS;
        }
    }
}
