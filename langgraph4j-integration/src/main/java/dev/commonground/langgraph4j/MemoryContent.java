package dev.commonground.langgraph4j;

import dev.commonground.memory.Memory;
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

    /** Returns a quoted note, with the memory's properties as metadata. */
    static Content of(Match match) {
        Memory memory = match.memory();
        return Content.from(
                TextSegment.from(ToolAnswer.line(memory), metadata(match)),
                Map.of(
                        ContentMetadata.SCORE,
                        match.score().total(),
                        ContentMetadata.EMBEDDING_ID,
                        memory.id().value()));
    }

    private static Metadata metadata(Match match) {
        Memory memory = match.memory();
        Metadata metadata = new Metadata()
                .put(MemoryRetriever.ID, memory.id().value())
                .put(MemoryRetriever.SCOPE, memory.scope().toString())
                .put(MemoryRetriever.KIND, memory.kind().name())
                .put(MemoryRetriever.TEXT, memory.text())
                .put(MemoryRetriever.AUTHORS, authors(memory))
                .put(MemoryRetriever.SIMILARITY, match.score().similarity())
                .put(MemoryRetriever.KEYWORDS, match.score().keywords())
                .put(MemoryRetriever.KIND_NAMED, String.valueOf(match.score().kindNamed()));
        if (memory.key() != null) {
            metadata.put(MemoryRetriever.KEY, memory.key()).put(MemoryRetriever.VALUE, String.valueOf(memory.value()));
        }
        return metadata;
    }

    private static String authors(Memory memory) {
        return memory.authors().stream().map(author -> author.name()).collect(Collectors.joining(", "));
    }
}
