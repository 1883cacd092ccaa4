package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeAction.node_async;

import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.store.memory.chat.ChatMemoryStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChatHistoryTest {

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    interface Bot {
        String chat(@MemoryId String task, @dev.langchain4j.service.UserMessage String message);
    }

    ChatMemoryStore chats() {
        return memory.graphs().chats("writer");
    }

    Bot bot(ScriptedChatModel model) {
        ChatMemoryStore chats = chats();
        return AiServices.builder(Bot.class)
                .chatModel(model)
                .chatMemoryProvider(task -> MessageWindowChatMemory.builder()
                        .id(task)
                        .maxMessages(10)
                        .chatMemoryStore(chats)
                        .build())
                .build();
    }

    @Test
    void aConversationContinuesInAnotherProcess() {
        bot(new ScriptedChatModel().says("Hello Ada")).chat("order-7", "I am Ada");
        memory.reopen();
        ScriptedChatModel model = new ScriptedChatModel().says("Ada");

        bot(model).chat("order-7", "Who am I?");

        assertThat(model.requests().get(0).messages())
                .containsExactly(
                        UserMessage.from("I am Ada"), AiMessage.from("Hello Ada"), UserMessage.from("Who am I?"));
    }

    @Test
    void everyTypeOfMessageIsRestoredUnchanged() {
        ToolExecutionRequest call = ToolExecutionRequest.builder()
                .id("c-1")
                .name("recall")
                .arguments("{\"queries\":\"tea\"}")
                .build();
        List<ChatMessage> messages = List.of(
                SystemMessage.from("Be polite.\n\"quoted\""),
                UserMessage.from(
                        TextContent.from("look: \u00e9 \ud83c\udf75"),
                        ImageContent.from(Image.builder()
                                .base64Data("AAAA")
                                .mimeType("image/png")
                                .build())),
                AiMessage.from("I look", List.of(call)),
                ToolExecutionResultMessage.from(call, "tea it is"));

        chats().updateMessages("order-7", messages);

        assertThat(chats().getMessages("order-7")).isEqualTo(messages);
    }

    @Test
    void tasksAgentsAndOwnersDoNotMix() {
        chats().updateMessages("order-7", List.of(UserMessage.from("mine")));

        assertThat(chats().getMessages("order-7")).hasSize(1);
        assertThat(chats().getMessages("order-70")).isEmpty();
        assertThat(memory.graphs().chats("editor").getMessages("order-7")).isEmpty();
    }

    @Test
    void deletingAConversationKeepsTheOthers() {
        chats().updateMessages("order-7", List.of(UserMessage.from("mine")));
        memory.graphs().chats("editor").updateMessages("order-7", List.of(UserMessage.from("theirs")));

        chats().deleteMessages("order-7");
        chats().deleteMessages("never there");

        assertThat(chats().getMessages("order-7")).isEmpty();
        assertThat(memory.graphs().chats("editor").getMessages("order-7")).hasSize(1);
    }

    @Test
    void deletingATaskDeletesItsConversations() {
        chats().updateMessages("order-7", List.of(UserMessage.from("mine")));
        chats().updateMessages("order-8", List.of(UserMessage.from("mine too")));

        memory.shared().task("order-7").delete();

        assertThat(chats().getMessages("order-7")).isEmpty();
        assertThat(chats().getMessages("order-8")).hasSize(1);
    }

    @Test
    void aNodeOfAnAttachedGraphIsRefusedBecauseAChatIsNotAsOfItsCheckpoint() {
        Bot bot = bot(new ScriptedChatModel().says("hello"));

        assertThatThrownBy(() -> memory.graphs()
                        .stateGraph(TestState.SCHEMA, TestState::new)
                        .addNode("ask", node_async(state -> Map.of("answer", bot.chat("order-7", "hi"))))
                        .addEdge(START, "ask")
                        .addEdge("ask", END)
                        .compile()
                        .invoke(Map.of(), GraphMemory.config("order-7").build()))
                .hasStackTraceContaining("A chat history does not follow checkpoints");
        assertThat(chats().getMessages("order-7")).isEmpty();
    }

    @Test
    void aChatMemoryWithoutAnIdIsRefused() {
        ChatMemoryStore chats = chats();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> chats.getMessages("default"))
                .withMessageContaining("all tasks would share one conversation");
        assertThatIllegalArgumentException().isThrownBy(() -> chats.getMessages(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> memory.graphs().chats(""));
    }
}
