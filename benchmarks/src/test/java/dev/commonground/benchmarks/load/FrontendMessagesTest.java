package dev.commonground.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontendMessagesTest {

    private static final int TLS_REQUEST = 80_877_103;
    private static final int VERSION_3 = 196_608;

    /** A connection that is refused TLS, starts, and sends two executions, one query and a sync. */
    private static final byte[] CONNECTION = ByteBuffer.allocate(200)
            .putInt(8)
            .putInt(TLS_REQUEST)
            .putInt(12)
            .putInt(VERSION_3)
            .put("EQE\0".getBytes(US_ASCII))
            .put(message('P', "s\0SELECT 'EEEEQ'\0\0\0"))
            .put(message('E', "\0\0\0\0\0"))
            .put(message('E', "\0\0\0\0\0"))
            .put(message('Q', "COMMIT\0"))
            .put(message('S', ""))
            .array();

    private static byte[] message(char type, String content) {
        return ByteBuffer.allocate(5 + content.length())
                .put((byte) type)
                .putInt(4 + content.length())
                .put(content.getBytes(US_ASCII))
                .array();
    }

    @ParameterizedTest(name = "{0} bytes at a time")
    @ValueSource(ints = {1, 2, 3, 7, 64, 200})
    void countsExecutedStatements(int part) {
        AtomicInteger executed = new AtomicInteger();
        FrontendMessages messages = new FrontendMessages(executed::incrementAndGet);

        for (int at = 0; at < CONNECTION.length; at += part) {
            messages.read(CONNECTION, at, Math.min(part, CONNECTION.length - at));
        }

        assertThat(executed).hasValue(3);
    }
}
