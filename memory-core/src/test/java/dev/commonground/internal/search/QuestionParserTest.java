package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuestionParserTest {

    private static final Author ANN = Author.person("Ann");
    private static final Author BOB = Author.person("Bob");

    private final TermStatistics statistics = new TermStatistics();

    /** A scope of statements. */
    private static final class Scope {

        private final ScopeIndex index = new ScopeIndex();
        private final BitSet live = new BitSet();
        private final Map<Integer, String> aliases = new HashMap<>();

        Scope say(Author author, String... texts) {
            for (String text : texts) {
                int ordinal = index.size();
                index.add(
                        ordinal,
                        new MemoryId(
                                "m-" + String.valueOf((char) ('a' + ordinal)).repeat(26)),
                        new Statement(Kind.FINDING, null, null, text),
                        new Assertion(
                                author,
                                Instant.EPOCH,
                                null,
                                null,
                                Origin.PERSON,
                                0.5,
                                null,
                                Metadata.NONE,
                                null,
                                List.of()),
                        null);
                live.set(ordinal);
            }
            return this;
        }

        VisibleScope visible() {
            return new SearchTarget(index, live, Map.of(), aliases, ZoneOffset.UTC, ordinal -> true).visible();
        }
    }

    private Set<String> terms(String query, Scope... scopes) {
        List<VisibleScope> visible =
                List.of(scopes).stream().map(Scope::visible).toList();
        return new QuestionParser(visible, visible, statistics)
                .parse(query, null)
                .terms();
    }

    @Test
    void anUnknownWordBecomesTheMostFrequentOneThatWasProbablyMeant() {
        Scope one = new Scope().say(ANN, "The planets", "A plant", "Plants and a planet");
        Scope other = new Scope().say(ANN, "One plant", "Two boats");

        assertThat(terms("the plannt", one)).containsExactly("plant");
        assertThat(terms("the plannt", one, other)).containsExactly("plant");
        assertThat(terms("the planett", one, other)).containsExactly("planet");
        assertThat(terms("the plxnt", one, other)).containsExactly("plxnt");
        assertThat(terms("the boats", one, other)).containsExactly("boat");
    }

    @Test
    void theMeantWordIsCounted() {
        terms("a plannt", new Scope().say(ANN, "A plant", "Plants", "A boat"));

        assertThat(statistics.contains("plant")).isTrue();
        assertThat(statistics.frequency("plant")).isGreaterThan(0.6).isLessThan(0.7);
        assertThat(statistics.contains("plannt")).isFalse();
    }

    @Test
    void aWordThatOccursTwiceInAQuestionIsCountedOnce() {
        terms("a plannt, two plants", new Scope().say(ANN, "A plant", "Plants", "A boat"));

        assertThat(statistics.frequency("plant")).isLessThan(0.7);
    }

    @Test
    void anIdentifierIsNotCorrected() {
        Scope scope = new Scope().say(ANN, "Pump p12345", "Use build_file", "plannt7");

        assertThat(terms("p1234", scope)).containsExactly("p1234");
        assertThat(terms("plannt", scope)).containsExactly("plannt");
    }

    @Test
    void anAliasIsKnown() {
        Scope scope = new Scope().say(ANN, "A plant");
        scope.aliases.put(0, "plannt");

        assertThat(terms("the plannt", scope)).containsExactly("plannt");
    }

    @Test
    void aWordThatTheReaderDoesNotSeeIsUnknown() {
        Scope scope = new Scope().say(ANN, "A plant", "A plannt");
        scope.live.clear(1);
        assertThat(terms("the plannt", scope)).containsExactly("plant");

        scope.live.set(1);
        scope.live.clear(0);
        assertThat(terms("the plantt", scope)).doesNotContain("plant");
    }

    @Test
    void aWordOfAScopeThatIsNotCountedIsKnown() {
        VisibleScope counted = new Scope().say(ANN, "A plant").visible();
        VisibleScope other = new Scope().say(BOB, "A plannt").visible();
        QuestionParser parser = new QuestionParser(List.of(counted, other), List.of(counted), statistics);

        assertThat(parser.parse("the plannt", null).terms()).containsExactly("plannt");
        assertThat(statistics.contains("plannt")).isFalse();
    }

    @Test
    void theAuthorsOfAllScopesMayBeNamed() {
        VisibleScope counted = new Scope().say(ANN, "A plant").visible();
        VisibleScope other = new Scope().say(BOB, "A boat").visible();
        Question question = new QuestionParser(List.of(counted, other), List.of(counted), statistics)
                .parse("What did Bob say?", null);

        assertThat(question.authors()).containsExactly(BOB);
    }
}
