package dev.commonground.learning;

import dev.commonground.memory.Statement;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;

/** Lets rules take statements out of a conversation, at no cost. */
public final class RulesExtractor implements Extractor {

    private static final TokenUsage NOTHING = new TokenUsage(0, 0, 0);

    private final Rules rules;

    /** Extracts by {@code rules}. */
    public RulesExtractor(Rules rules) {
        this.rules = rules;
    }

    @Override
    public Extraction extract(Piece piece, List<Statement> known) {
        List<Utterance> said = piece.turns().stream().map(Turn::utterance).toList();
        List<Proposal> proposals = rules.extract(said).stream()
                .flatMap(extracted -> piece.turn(extracted.utterance(), extracted.evidence()).stream()
                        .map(turn -> new Proposal(extracted, turn, Relation.NEW, null, null)))
                .toList();
        return new Extraction(proposals, List.of(), 0, NOTHING);
    }
}
