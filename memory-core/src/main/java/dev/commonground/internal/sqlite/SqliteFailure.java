package dev.commonground.internal.sqlite;

import dev.commonground.store.MemoryStoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Translates the errors of SQLite into messages that name a remedy. */
final class SqliteFailure {

    private static final String NOT_WRITABLE =
            "is not writable: make the file and its folder writable for this process";

    private static final String LOCKED =
            "was locked by another process for more than %d seconds, so nothing of this write was stored: try again, or find the process that holds a transaction open"
                    .formatted(SqliteFile.BUSY_TIMEOUT_MILLIS / 1_000);

    /** By the prefix of the name of an error code; extended codes begin with the name of their primary code. */
    private static final Map<String, String> ADVICE = new LinkedHashMap<>();

    static {
        ADVICE.put(
                "SQLITE_NOTADB",
                "is no memory store, or is encrypted or damaged in its first bytes: pass another path or restore a backup");
        ADVICE.put(
                "SQLITE_CORRUPT",
                "is damaged: restore a backup, or recover what is readable with the .recover command of the SQLite shell");
        ADVICE.put("SQLITE_READONLY", NOT_WRITABLE);
        ADVICE.put("SQLITE_PERM", NOT_WRITABLE);
        ADVICE.put("SQLITE_AUTH", NOT_WRITABLE);
        ADVICE.put("SQLITE_CANTOPEN", "cannot be opened: give this process read and write permission on its folder");
        ADVICE.put(
                "SQLITE_FULL",
                "has no room left on its disk, so nothing of this write was stored: free some space and try again");
        ADVICE.put("SQLITE_BUSY", LOCKED);
        ADVICE.put("SQLITE_LOCKED", LOCKED);
        ADVICE.put(
                "SQLITE_IOERR",
                "could not be read or written by the operating system: check the disk, and do not use a network file system");
    }

    private SqliteFailure() {}

    static MemoryStoreException of(Path path, SQLException e) {
        return new MemoryStoreException("The memory %s %s".formatted(path, advice(code(e))), e);
    }

    private static String advice(String code) {
        return ADVICE.entrySet().stream()
                .filter(advice -> code.startsWith(advice.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> "failed (%s): see the cause".formatted(code.toLowerCase(Locale.ROOT)));
    }

    /** Returns whether another process or connection holds the lock. */
    static boolean isBusy(SQLException e) {
        return code(e).startsWith("SQLITE_BUSY");
    }

    private static String code(SQLException e) {
        SQLiteErrorCode code =
                e instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        return code.name();
    }
}
