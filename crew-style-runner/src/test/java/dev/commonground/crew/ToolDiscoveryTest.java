package dev.commonground.crew;

import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.service.tool.ToolService;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which methods of a tool object are tools. */
class ToolDiscoveryTest {

    final ScriptedChatModel model = new ScriptedChatModel();

    /** A page to read. */
    static class Page {
        @Tool("Reads the page")
        String read(String page) {
            return "page";
        }

        @Tool("Lists the pages")
        String list() {
            return "pages";
        }
    }

    /** A page that describes its tool anew. */
    static class NewPage extends Page {
        @Override
        @Tool("Reads the new page")
        String read(String page) {
            return "new page";
        }
    }

    /** A page that names its tool anew. */
    static class RenamedPage extends NewPage {
        @Override
        @Tool(name = "readPage", value = "Reads the page")
        String read(String page) {
            return "renamed page";
        }
    }

    /** A page that only changes what its tool does. */
    static class QuietPage extends Page {
        @Override
        String read(String page) {
            return "quiet page";
        }
    }

    /** A source of one type. */
    static class Source<T> {
        @Tool("Looks it up")
        String lookUp(T key) {
            return "any";
        }
    }

    /** A source of texts. */
    static class TextSource extends Source<String> {
        @Override
        @Tool("Looks the text up")
        String lookUp(String key) {
            return "text";
        }
    }

    /** Tools of an interface. */
    interface Greets {
        @Tool("Greets")
        default String greet() {
            return "hello";
        }
    }

    /** A greeter without a word of its own. */
    static final class Greeter implements Greets {}

    /** A greeter that describes its tool anew. */
    static final class LoudGreeter implements Greets {
        @Override
        @Tool("Greets loudly")
        public String greet() {
            return "HELLO";
        }
    }

    /** Two tools of one name. */
    static class Twice extends Page {
        @Tool(name = "read")
        String readAll() {
            return "all";
        }
    }

    List<ToolSpecification> tools(Object tools) {
        run(tools, "list", "{}");
        return model.requests().get(0).toolSpecifications();
    }

    String run(Object tools, String tool, String arguments) {
        model.calls(tool, arguments).says("Done.");
        Agent clerk = agent("clerk", model).tools(tools).build();
        Crew.builder("office")
                .tasks(task("sums", clerk).build())
                .withoutMemory()
                .build()
                .kickoff(Run.id("run" + model.requests().size()));
        return model.toolResult(model.requests().size() - 1);
    }

    @Test
    void takesAReannotatedOverrideForOneTool() {
        assertThat(tools(new NewPage()))
                .extracting(ToolSpecification::name, ToolSpecification::description)
                .containsExactly(tuple("list", "Lists the pages"), tuple("read", "Reads the new page"));
        assertThat(run(new NewPage(), "read", "{\"page\":\"1\",\"arg0\":\"1\"}"))
                .isEqualTo("new page");
    }

    @Test
    void takesTheNameOfTheOverride() {
        assertThat(tools(new RenamedPage())).extracting(ToolSpecification::name).containsExactly("list", "readPage");
        assertThat(run(new RenamedPage(), "readPage", "{}")).isEqualTo("renamed page");
    }

    @Test
    void keepsTheAnnotationOfAnOverrideWithoutOne() {
        assertThat(tools(new QuietPage()))
                .extracting(ToolSpecification::description)
                .containsExactly("Lists the pages", "Reads the page");
        assertThat(run(new QuietPage(), "read", "{}")).isEqualTo("quiet page");
    }

    @Test
    void takesAnOverrideOfAGenericMethodForOneTool() {
        assertThat(tools(new TextSource()))
                .extracting(ToolSpecification::description)
                .containsExactly("Looks the text up");
        assertThat(run(new TextSource(), "lookUp", "{\"key\":\"a\"}")).isEqualTo("text");
    }

    @Test
    void findsTheToolsOfInterfaces() {
        assertThat(tools(new Greeter()))
                .extracting(ToolSpecification::description)
                .containsExactly("Greets");
        assertThat(run(new Greeter(), "greet", "{}")).isEqualTo("hello");
        assertThat(run(new LoudGreeter(), "greet", "{}")).isEqualTo("HELLO");
    }

    @Test
    void refusesTwoToolsOfOneName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> agent("clerk", model).tools(new Twice()).build())
                .withMessage(
                        "Two tools are called read, so a model cannot distinguish them: rename one with @Tool(name = ...)");
    }

    @Test
    void isRightWhereTheLibraryAloneFindsTwoTools() {
        assertThatThrownBy(() -> new ToolService().tools(List.of(new TextSource())))
                .hasMessage("Duplicated definition for tool: lookUp");
    }
}
