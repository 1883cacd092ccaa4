package dev.commonground.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.guard.WriteGuard;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The formats of secrets. The examples are put together here, so that no scanner takes this file for a leak. */
class WriteGateTest {

    private static final String A = "a1B2c3D4e5F6g7H8i9J0";

    private final WriteGate gate = new WriteGate(WriteGuard.none(), true);

    static Stream<String> secrets() {
        String long40 = A + A;
        return Stream.of(
                "AKIA" + "Q3EGRIZYPEXAMPL7",
                "aws_secret_access_key = " + long40,
                "ghp_" + long40,
                "github_pat_" + A + "ab_" + long40,
                "glpat-" + A,
                "AIza" + long40.substring(0, 35),
                "GOCSPX-" + long40.substring(0, 28),
                "xoxb-" + "123456789012-" + A,
                "https://hooks.slack.com/services/" + "T0000AAAA/B0000BBBB/" + A,
                "sk_live_" + A,
                "rk_test_" + A,
                "sk-proj-" + long40,
                "sk-ant-api03-" + long40 + long40,
                "sk-" + long40,
                "hf_" + "abcdefghijklmnopqrstuvwxyzabcdefgh",
                "npm_" + long40.substring(0, 36),
                "SG." + A + "ab." + long40 + "abc",
                "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0." + long40,
                "-----BEGIN RSA PRIVATE KEY-----\n" + long40 + "\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN OPENSSH PRIVATE KEY-----\n" + long40,
                "postgres://app:" + "s3cr3t@db.example/app",
                "card 4111 1111 1111 1111",
                "card 5500-0000-0000-0004",
                "card 378282246310005",
                "password: " + "Hunter2!x",
                "The password for Anna is " + "tr0ub4dor&3",
                "Authorization: Bearer " + long40,
                "api_key=" + long40);
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void redactsSecretsAndKeepsTheRest(String secret) {
        String redacted = gate.redacted("We use " + secret + ", says Ann.");

        assertThat(redacted)
                .startsWith("We use ")
                .contains("[redacted: ")
                .doesNotContain(A, "s3cr3t", "1111", "Hunter2", "tr0ub4dor", "Q3EGRI");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ISBN 978-3-16-148410-0",
                "commit 862194e2a9f0c1d2e3b4a5968778695a4b3c2d1e",
                "order number 1234567890123456",
                "Call +49 170 1234567 or 415-555-0195",
                "id 123e4567-e89b-12d3-a456-426614174000",
                "The password must have 12 characters",
                "password: required",
                "api key: ask Bob",
                "the token is stored in Vault",
                "IBAN DE89370400440532013000",
                "m-dpd7zddq24tdcmlzmofugfkenb",
                "https://example.org:8443/a?b=c",
                "use sk-learn for the skip-level forecast",
                "secret santa is on friday 24",
                "sha256 2bcf48385971f1bba10ef43a9e7516072cb95eb92e57561d80e1ed511b327f2f"
            })
    void leavesOrdinaryNumbersAndIds(String text) {
        assertThat(gate.redacted(text)).isEqualTo(text);
    }
}
