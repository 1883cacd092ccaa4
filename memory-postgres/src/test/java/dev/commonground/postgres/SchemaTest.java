package dev.commonground.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {

    @Test
    void aNameIsQuotedWhereverItIsUsed() {
        Schema longest = new Schema("x".repeat(63));

        assertThat(longest.sql("SELECT 1 FROM @entry"))
                .isEqualTo("SELECT 1 FROM \"%s\".entry".formatted(longest.name()));
        assertThat(new Schema("a\"b").quoted()).isEqualTo("\"a\"\"b\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\0name", "name\0"})
    void aNameThatPostgresqlDoesNotKeepIsRefused(String name) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Schema(name))
                .withMessageContaining("has length %d".formatted(name.length()));
    }

    @Test
    void aLiteralIsTheTextInEveryStatement() throws Exception {
        String text = "it's 100 % \\ @ \"home\"";

        assertThat(TestServer.ask("SELECT " + new Schema("memory").sql(Schema.literal(text))))
                .isEqualTo(text);
    }
}
