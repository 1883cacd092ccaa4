package dev.commonground.samples.proposal;

import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.state.AgentState;

/** The state of the graph: the draft, the final text, its violations and the number of reviews. */
final class ProposalState extends AgentState {

    ProposalState(Map<String, Object> data) {
        super(data);
    }

    String text(String key) {
        return this.<String>value(key).orElse("");
    }

    List<String> violations() {
        return this.<List<String>>value("violations").orElse(List.of());
    }

    int reviews() {
        return Integer.parseInt(this.<String>value("reviews").orElse("0"));
    }
}
