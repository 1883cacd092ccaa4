package dev.commonground.samples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the model must not know: it is a program that reads, not a script that was written for a sample. */
class HonestyTest {

    private static final Path SOURCES = Path.of("src", "main");
    private static final Path RULES =
            Path.of("../memory-core/src/main/java/dev/commonground/learning/rules/Vocabulary.java");

    @Test
    void noSourceHoldsAWordThatBelongsToASample() throws IOException {
        Set<String> known = words(sources());

        assertThat(known)
                .doesNotContain("executive", "roi", "slide", "slides", "deck", "decks", "acme", "bakery", "allergen");
    }

    @Test
    void noSourceHoldsAWordOfTheNotesBeyondOrdinaryEnglish() throws IOException {
        Set<String> shared = words(Requests.page("acme") + Requests.page("bakery"));
        shared.retainAll(words(sources()));
        shared.removeAll(ordinary());

        assertThat(shared).isEmpty();
    }

    @Test
    void theRulesThatItReadsByHoldNoWordThatBelongsToASample() throws IOException {
        assertThat(words(Files.readString(RULES)))
                .contains("budget")
                .doesNotContain("executive", "roi", "slide", "slides", "deck", "decks", "acme", "bakery", "allergen");
    }

    @Test
    void noSourceLooksBeyondTheRequest() throws IOException {
        String marker = "dev.commonground.crew.model.RuleBasedModel";
        assertThat(sources().replace(marker, ""))
                .doesNotContain("dev.commonground.memory")
                .doesNotContain("dev.commonground.crew")
                .doesNotContain("java.nio.file")
                .doesNotContain("java.time")
                .doesNotContain("java.util.Random")
                .doesNotContain("System.");
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Predicate<Path> offline = file -> file.toString().contains("offline");
            StringBuilder text = new StringBuilder();
            for (Path file : files.filter(offline).filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file)).append('\n');
            }
            return text.toString();
        }
    }

    private static Set<String> words(String text) {
        return Terms.words(text).stream()
                .filter(word -> word.matches("\\p{L}{3,}"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> ordinary() throws IOException {
        Path list = Path.of("src", "test", "resources", "ordinary-english.txt");
        return Arrays.stream(Files.readString(list).strip().split("\\s+", -1)).collect(Collectors.toSet());
    }
}
