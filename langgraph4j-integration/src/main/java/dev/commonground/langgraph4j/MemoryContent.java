package dev.commonground.langgraph4j;

import dev.commonground.memory.Memory;
import dev.commonground.memory.PromptText;
import dev.commonground.recall.Match;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import java.util.Map;
import java.util.stream.Collectors;

/** Renders a match as content for retrieval-augmented generation. */
final class MemoryContent {

    private MemoryContent() {}

    /**
     * Returns a quoted note, with the memory's properties as metadata. A service may show its model both.
     *
     * @param source where the memory comes from; empty for a colleague's word
     */
    static Content of(Match match, String source) {
        Memory memory = match.memory();
        return Content.from(
                TextSegment.from(ToolAnswer.line(memory, source), metadata(match, source)),
                Map.of(
                        ContentMetadata.SCORE,
                        match.score().total(),
                        ContentMetadata.EMBEDDING_ID,
                        memory.id().value()));
    }

    private static Metadata metadata(Match match, String source) {
        Memory memory = match.memory();
        Metadata metadata = new Metadata()
                .put(MemoryRetriever.ID, memory.id().value())
                .put(MemoryRetriever.SCOPE, PromptText.line(memory.scope().toString()))
                .put(MemoryRetriever.KIND, memory.kind().name())
                .put(MemoryRetriever.TEXT, PromptText.line(memory.text()))
                .put(MemoryRetriever.AUTHORS, authors(memory))
                .put(MemoryRetriever.SIMILARITY, match.score().similarity())
                .put(MemoryRetriever.KEYWORDS, match.score().keywords())
                .put(MemoryRetriever.KIND_NAMED, String.valueOf(match.score().kindNamed()));
        if (memory.key() != null) {
            metadata.put(MemoryRetriever.KEY, PromptText.term(memory.key()))
                    .put(MemoryRetriever.VALUE, PromptText.term(String.valueOf(memory.value())));
        }
        return source.isEmpty() ? metadata : metadata.put(MemoryRetriever.SOURCE, source);
    }

    private static String authors(Memory memory) {
        return memory.authors().stream().map(PromptText::name).collect(Collectors.joining(", "));
    }
}
