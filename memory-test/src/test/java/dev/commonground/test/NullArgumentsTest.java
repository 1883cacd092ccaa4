package dev.commonground.test;

import static dev.commonground.test.MemoryAssertions.assertThat;

import dev.commonground.ContractArguments;
import dev.commonground.ContractTypes;
import dev.commonground.NullArgumentsContract;
import dev.commonground.SharedMemory;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.Collection;

class NullArgumentsTest implements NullArgumentsContract {

    final TestMemory memory = TestMemory.create();

    @Override
    public Collection<Class<?>> types() {
        return ContractTypes.compiledWith(TestMemory.class, name -> true);
    }

    /** JUnit calls the extension, and the memory calls its store. */
    @Override
    public boolean accepts(Executable called, Parameter parameter) {
        Class<?> type = called.getDeclaringClass();
        return type == InMemoryStore.class
                || (type == MemoryExtension.class && !called.getName().equals("with"));
    }

    @Override
    public ContractArguments arguments() {
        memory.shared().task("one").agent("one").remember("one");
        return new ContractArguments()
                .with(SharedMemory.class, memory::shared)
                .with(TestMemory.class, () -> memory)
                .with(MemoryRecorder.class, MemoryRecorder::new)
                .with(SharedMemoryAssert.class, () -> assertThat(memory))
                .with(TaskMemoryAssert.class, () -> assertThat(memory).task("one"))
                .with(
                        AgentMemoryAssert.class,
                        () -> assertThat(memory).task("one").agent("one"))
                .with(
                        KnownMemoryAssert.class,
                        () -> assertThat(memory).task("one").agent("one").knows("one"))
                .with(Path.class, () -> Path.of("one"))
                .with(ToolExecutionRequest.class, () -> ScriptedChatModel.call("one", "{}"))
                .with(ToolExecutionRequest[].class, () -> new ToolExecutionRequest[0])
                .with(
                        ChatRequest.class,
                        () -> ChatRequest.builder()
                                .messages(UserMessage.from("one"))
                                .build());
    }
}
