package dev.commonground.samples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.crew.check.WordStems;
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

/** The model reads its request. It must not contain words of the samples. */
class HonestyTest {

    private static final Path SOURCES = Path.of("src", "main");
    private static final Path RULES = Path.of("../memory-rules/src/main/java/dev/commonground/rules");

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
        assertThat(words(texts(RULES, file -> file.matches(".*(CommonWords|Patterns)\\.java"))))
                .contains("budget")
                .doesNotContain("executive", "roi", "slide", "slides", "deck", "decks", "acme", "bakery", "allergen");
    }

    @Test
    void noSourceLooksBeyondTheRequest() throws IOException {
        String harmless = "dev\\.commonground\\.(?:memory\\.Kind|crew\\.model\\.RuleBasedModel"
                + "|crew\\.check\\.(?:Markdown|ToneWords|WordStems))\\b";
        assertThat(sources().replaceAll(harmless, ""))
                .doesNotContain("dev.commonground.memory")
                .doesNotContain("dev.commonground.crew")
                .doesNotContain("java.nio.file")
                .doesNotContain("java.time")
                .doesNotContain("java.util.Random")
                .doesNotContain("System.");
    }

    private static String sources() throws IOException {
        return texts(SOURCES, file -> file.contains("offline"));
    }

    private static String texts(Path directory, Predicate<String> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> wanted.test(file.toString()))
                    .toList()) {
                text.append(Files.readString(file)).append('\n');
            }
            return text.toString();
        }
    }

    private static Set<String> words(String text) {
        return WordStems.words(text).stream()
                .filter(word -> word.matches("\\p{L}{3,}"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> ordinary() throws IOException {
        Path list = Path.of("src", "test", "resources", "ordinary-english.txt");
        return Arrays.stream(Files.readString(list).strip().split("\\s+", -1)).collect(Collectors.toSet());
    }
}
