package dev.commonground.internal.learning;

import dev.commonground.learning.Rules;
import dev.commonground.learning.Rules.Utterance;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;

/** Extracts statements by {@link Rules}, without model calls. */
public final class RulesExtractor implements Extractor {

    private static final TokenUsage NO_TOKENS = new TokenUsage(0, 0, 0);

    private final Rules rules;

    /** Creates an extractor that applies {@code rules}. */
    public RulesExtractor(Rules rules) {
        this.rules = rules;
    }

    @Override
    public Extraction extract(Chunk chunk, List<KnownNote> known) {
        List<Utterance> utterances =
                chunk.messages().stream().map(SourceMessage::utterance).toList();
        List<Proposal> proposals = rules
                .extract(utterances, known.stream().map(KnownNote::statement).toList())
                .stream()
                .flatMap(extracted -> chunk.message(extracted.utterance(), extracted.evidence()).stream()
                        .map(message -> new Proposal(extracted, message, Relation.NEW, null, null)))
                .toList();
        return new Extraction(proposals, List.of(), rules.requests(utterances), 0, NO_TOKENS);
    }
}
