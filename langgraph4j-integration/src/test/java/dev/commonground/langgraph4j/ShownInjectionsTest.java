package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.AgentMemory;
import dev.commonground.Injections;
import dev.commonground.Injections.Injection;
import dev.commonground.internal.text.Identifiers;
import dev.commonground.internal.text.RecalledText;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Statement;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.query.Metadata;
import dev.langchain4j.rag.query.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Recalls every known kind of injection with the tools and with the retriever, as a model reads it. */
class ShownInjectionsTest {

    private static final String HARMLESS = "a \"quoted\" word";
    private static final String WORD = " findme";
    private static final String ID = "m-[a-z2-7]{26}";

    @RegisterExtension
    final OpenMemory memory = OpenMemory.unguarded();

    @Test
    void noneGetsOutOfATool() {
        List<String> out = new ArrayList<>();
        String frame = frame(recalled("harmless", HARMLESS), HARMLESS);
        for (Injection injection : Injections.all()) {
            String shown = recalled(injection.name(), injection.text());
            judge(injection, shown, frame, out);
            if (!RecalledText.without(shown).isEmpty()) {
                out.add(injection + " would be learned again");
            }
        }
        assertThat(out).isEmpty();
    }

    @Test
    void noneGetsOutOfTheAnswerToAConflictingWrite() {
        List<String> out = new ArrayList<>();
        String frame = frame(conflicting("harmless", HARMLESS), HARMLESS);
        for (Injection injection : Injections.all()) {
            judge(injection, conflicting(injection.name(), injection.text()), frame, out);
        }
        assertThat(out).isEmpty();
    }

    @Test
    void noneGetsOutOfASegmentOfTheRetriever() {
        List<String> out = new ArrayList<>();
        String frame = frame(segment("harmless", HARMLESS).textSegment().text(), HARMLESS);
        for (Injection injection : Injections.all()) {
            Content content = segment(injection.name(), injection.text());
            judge(injection, content.textSegment().text(), frame, out);
            Map<String, Object> metadata = content.textSegment().metadata().toMap();
            Injections.signs(metadata.toString()).forEach(sign -> out.add(injection + " in metadata " + sign));
        }
        assertThat(out).isEmpty();
    }

    @Test
    void noneGetsOutOfWhatANodeRecalls() {
        List<String> out = new ArrayList<>();
        for (Injection injection : Injections.all()) {
            remember(injection.name(), injection.text());
            AgentMemory agent = agent(injection.name());
            List<String> lines = NodeView.rendered(agent.recall("findme", 1), agent.log());
            Injections.signs(lines.get(0)).forEach(sign -> out.add(injection + " " + sign));
        }
        assertThat(out).isEmpty();
    }

    private static void judge(Injection injection, String shown, String frame, List<String> out) {
        Injections.signs(shown).forEach(sign -> out.add(injection + " " + sign));
        String framed = frame(shown, injection.text());
        if (!framed.equals(frame)) {
            out.add("%s changed the frame to%n%s%nfrom%n%s".formatted(injection, framed, frame));
        }
    }

    private static String frame(String shown, String text) {
        return Injections.frame(shown.replaceAll(ID, "ID"), key(text), text.strip());
    }

    private static String key(String text) {
        return text.strip().replaceAll("(?U)\\s+", " ");
    }

    private AgentMemory agent(String task) {
        return memory.shared().task(task).agent("reader");
    }

    private String recalled(String task, String text) {
        remember(task, text);
        return MemoryTools.bound(agent(task)).recall("findme", context());
    }

    private Content segment(String task, String text) {
        remember(task, text);
        UserMessage question = UserMessage.from("findme");
        return memory.graphs()
                .retriever("reader")
                .withoutFloor()
                .retrieve(Query.from("findme", Metadata.from(question, task, List.of())))
                .get(0);
    }

    private String conflicting(String task, String text) {
        memory.shared()
                .task(task)
                .agent("a \"name\"")
                .remember(Draft.constraint("old").key(cut(text), cut(text)).build());
        return MemoryTools.bound(agent(task))
                .remember("new", "constraint", cut(text), "an \"other\" value", null, null, context());
    }

    private void remember(String task, String text) {
        String author = isName(text) ? text : "a \"name\"";
        memory.shared()
                .task(task)
                .agent(author)
                .remember(Draft.constraint(text + WORD)
                        .key(cut(text), cut(text))
                        .evidence(text)
                        .metadata("note", text)
                        .build());
    }

    private static InvocationContext context() {
        return InvocationContext.builder().build();
    }

    private static boolean isName(String text) {
        try {
            Identifiers.checked("agent", text);
            return true;
        } catch (IllegalArgumentException e) { // an author's name can hold no line break and no control character
            return false;
        }
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), Statement.MAX_KEY));
    }
}
