package dev.commonground.observation;

import io.opentelemetry.api.common.AttributeKey;

/** The attributes of spans and metrics: those of the conventions first. */
final class Keys {

    static final AttributeKey<String> OPERATION_NAME = AttributeKey.stringKey("gen_ai.operation.name");
    static final AttributeKey<String> STORE = AttributeKey.stringKey("gen_ai.memory.store.id");
    static final AttributeKey<String> RECORD = AttributeKey.stringKey("gen_ai.memory.record.id");
    static final AttributeKey<Long> RECORDS = AttributeKey.longKey("gen_ai.memory.record.count");
    static final AttributeKey<String> QUERY = AttributeKey.stringKey("gen_ai.memory.query.text");
    static final AttributeKey<String> CONTENT = AttributeKey.stringKey("gen_ai.memory.records");
    static final AttributeKey<String> AGENT = AttributeKey.stringKey("gen_ai.agent.name");
    static final AttributeKey<String> CONVERSATION = AttributeKey.stringKey("gen_ai.conversation.id");
    static final AttributeKey<Long> INPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.input_tokens");
    static final AttributeKey<Long> OUTPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.output_tokens");
    static final AttributeKey<String> TOKEN_TYPE = AttributeKey.stringKey("gen_ai.token.type");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("commonground.operation");
    static final AttributeKey<String> TASK = AttributeKey.stringKey("commonground.task");
    static final AttributeKey<String> NODE = AttributeKey.stringKey("commonground.node");
    static final AttributeKey<String> CREW_TASK = AttributeKey.stringKey("commonground.crew.task");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("commonground.outcome");
    static final AttributeKey<Long> CONFLICTS = AttributeKey.longKey("commonground.conflicts");
    static final AttributeKey<Long> CANDIDATES = AttributeKey.longKey("commonground.recall.candidates");
    static final AttributeKey<Long> BELOW_FLOOR = AttributeKey.longKey("commonground.recall.below_floor");
    static final AttributeKey<Long> ENTRIES = AttributeKey.longKey("commonground.commit.entries");
    static final AttributeKey<Long> MODEL_CALLS = AttributeKey.longKey("commonground.learn.model_calls");
    static final AttributeKey<Long> BRIEFING_TOKENS = AttributeKey.longKey("commonground.briefing.tokens");
    static final AttributeKey<Long> OMITTED = AttributeKey.longKey("commonground.briefing.omitted");

    private Keys() {}
}
