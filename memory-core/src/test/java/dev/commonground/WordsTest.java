package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Metadata;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recall by words alone, without a model. */
class WordsTest {

    @TempDir
    Path folder;

    SharedMemory memory;
    AgentMemory agent;

    @BeforeEach
    void open() {
        memory = SharedMemory.open(folder.resolve("memory.db"));
        agent = memory.task("order-7").agent("writer");
        for (String noise : List.of("Lunch is at noon", "The printer is out of paper", "Das Wetter ist schön")) {
            agent.remember(noise);
        }
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private List<String> relevant(String question) {
        return agent.recall(RecallRequest.builder(question).relevantOnly().build()).stream()
                .map(match -> match.memory().text())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The café opens at eight        | When does the cafe\u0301 open?
            The café opens at eight        | cafe
            Ｍｅｅｔｉｎｇ room １２ is booked    | meeting 12
            The oﬃce is closed             | office
            Set max_words before the run   | max words
            Read CLAUDE.md first           | CLAUDE
            Call getUserName for it        | user name
            Write to anna.smith@example.com | smith
            The budget is 40,000 euros     | 40000
            The budget is 40000 euros      | 40,000
            The budget is 40.000 Euro      | 40000
            Der Text hat höchstens zweitausend Wörter und ist deutsch | Welches Wort hat der Text?
            Los proveedores entregan las facturas los lunes | ¿Qué proveedor entrega la factura?
            L'uniforme des gardes est bleu | De quelle couleur est un uniforme ?
            Договоры с поставщиками заканчиваются в декабре | договор с поставщиком
            合同将于年底到期                    | 合同什么时候到期？
            契約は年末に終了します                | 契約はいつ終了しますか
            계약은 연말에 종료됩니다              | 계약이 언제 종료됩니까?
            العقود مع الموردين تنتهي في ديسمبر | متى ينتهي العقد مع المورد؟
            अनुबंध दिसंबर में समाप्त होता है   | अनुबंध कब समाप्त होता है?
            Der Mietvertrag läuft bis Ende Juni | Wie lange gilt der Vertrag?
            Die Rechnungsnummer beginnt mit RX | Wie fängt die Nummer an?
            Het huurcontract loopt af in juni  | Wanneer eindigt het contract?
            Le concurrent baisse ses tarifs    | Que fait la concurrence ?
            El competidor bajó la tarifa       | ¿Qué hizo la competencia?
            Ответственный проверяет насос раз в год | Как часто бывает проверка?
            تبدأ جميع أرقام الفواتير بحرف      | بماذا يبدأ رقم الفاتورة؟
            备件六周后到货                      | 备用的零件多久来？
            """)
    void findTheirMemory(String text, String question) {
        Memory written = agent.remember(text).memory();

        assertThat(agent.recall(question, 10)).first().extracting(Match::memory).isEqualTo(written);
        assertThat(agent.recall(question, 10).get(0).score().keywords()).isPositive();
    }

    @Nested
    class AnIdentifier {

        @Test
        void isNeverCorrectedIntoAnother() {
            agent.remember("Pump P1234 leaks");
            agent.remember("Use build_file for it");

            assertThat(relevant("P12345")).isEmpty();
            assertThat(relevant("P1243")).isEmpty();
        }

        @Test
        void opensTheFloorByItself() {
            agent.remember("Set max_words before the run");

            assertThat(relevant("max_words")).containsExactly("Set max_words before the run");
            assertThat(relevant("maxWords")).containsExactly("Set max_words before the run");
        }
    }

    @Nested
    class AName {

        @Test
        void mayBeAKeyInAnySpelling() {
            Memory limit = agent.remember(Draft.constraint("At most 500")
                            .key("max_words", "500")
                            .build())
                    .memory();

            assertThat(agent.recall("How many max words are there?", 10).get(0).memory())
                    .isEqualTo(limit);
            assertThat(agent.recall("How many max words are there?", 10)
                            .get(0)
                            .score()
                            .named())
                    .isTrue();
        }

        @Test
        void mayBeAnAliasThatWasAddedLater() {
            Memory deploy = agent.remember("Deploys to EKS").memory();
            agent.annotate(deploy.id(), Metadata.NONE.with(Metadata.ALIASES, "k8s, cluster"));

            assertThat(relevant("what's my k8s story?")).containsExactly("Deploys to EKS");
            assertThat(relevant("what's my story?")).isEmpty();
        }

        @Test
        void isUnknownAsOfAMomentBeforeItWasAdded() {
            Memory deploy = agent.remember("Deploys to EKS").memory();
            AgentMemory before =
                    memory.task("order-7").asOf(agent.log().cursor()).agent("writer");
            agent.annotate(deploy.id(), Metadata.NONE.with(Metadata.ALIASES, "k8s"));

            assertThat(before.recall("k8s", 10))
                    .noneMatch(match -> match.score().named());
            assertThat(agent.recall("k8s", 10).get(0).score().named()).isTrue();
        }

        @Test
        void doesNotOpenTheFloorForALongMessage() {
            agent.remember(Draft.of(Kind.FINDING, "Deploys to EKS")
                    .metadata(Metadata.ALIASES, "k8s")
                    .build());
            String message = "Yesterday our neighbour told a long story about fishing trips, mountains, rivers, boats, "
                    + "storms, lighthouses, sailors, harbours, islands, seagulls, anchors, ropes, nets and k8s";

            assertThat(relevant("tell me about k8s")).containsExactly("Deploys to EKS");
            assertThat(relevant(message)).isEmpty();
        }
    }

    @Nested
    class ADate {

        private AgentMemory at(Instant now, ZoneId zone) {
            memory.close();
            memory = SharedMemory.builder(folder.resolve("memory.db"))
                    .clock(Clock.fixed(now, zone))
                    .open();
            return memory.task("order-7").agent("writer");
        }

        private boolean dated(AgentMemory reader, String question) {
            return reader.recall(question, 10).stream()
                    .anyMatch(match -> match.memory().text().startsWith("The pump")
                            && match.score().dated());
        }

        @Test
        void isThatOfTheClocksZone() {
            Instant newYear = Instant.parse("2026-12-31T23:30:00Z");
            at(newYear, ZoneId.of("Europe/Berlin")).remember("The pump failed");

            assertThat(dated(at(newYear, ZoneId.of("Europe/Berlin")), "What failed in January 2027?"))
                    .isTrue();
            assertThat(dated(at(newYear, ZoneId.of("UTC")), "What failed in January 2027?"))
                    .isFalse();
        }

        @Test
        void includesTheDaysAroundItInTheNextMonth() {
            Instant june = Instant.parse("2026-06-02T12:00:00Z");
            AgentMemory writer = at(june, ZoneId.of("UTC"));
            writer.remember("The pump failed");

            assertThat(dated(writer, "What failed on 30 May?")).isTrue();
            assertThat(dated(writer, "What failed on 20 May?")).isFalse();
            assertThat(dated(at(june.plus(Duration.ofDays(30)), ZoneId.of("UTC")), "What failed on 2026-06-05?"))
                    .isTrue();
        }

        @ParameterizedTest
        @CsvSource({
            "Was ist am 8. Mai ausgefallen?",
            "¿Qué falló el 8 de mayo?",
            "Qu'est-ce qui est tombé en panne le 8 mai ?",
            "Что сломалось 8 мая?",
            "5月8日に何が故障しましたか",
            "5월 8일에 무엇이 고장났습니까?",
            "ما الذي تعطل في 8 مايو؟",
            "8 मई को क्या ख़राब हुआ?"
        })
        void isNamedInManyLanguages(String question) {
            AgentMemory writer = at(Instant.parse("2026-05-08T12:00:00Z"), ZoneId.of("UTC"));
            writer.remember("The pump failed");

            assertThat(dated(writer, question)).isTrue();
            assertThat(dated(writer, "What may fail when they march at 8?")).isFalse();
        }
    }
}
