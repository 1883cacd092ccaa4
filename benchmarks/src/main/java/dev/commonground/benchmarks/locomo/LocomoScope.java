package dev.commonground.benchmarks.locomo;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.benchmarks.ranking.Baseline;
import dev.commonground.benchmarks.ranking.Baselines;
import dev.commonground.benchmarks.ranking.RetrievalResult;
import dev.commonground.benchmarks.ranking.SetClock;
import dev.commonground.memory.MemoryId;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A conversation of LoCoMo as written into a memory: each turn is a memory of its speaker, in the thread of its session. */
final class LocomoScope {

    private final String transcript;
    private final AgentMemory reader;
    private final Map<String, MemoryId> ids = new HashMap<>();
    private final Map<MemoryId, String> sessions = new HashMap<>();
    private final Baselines<MemoryId> baselines;

    /** Writes a conversation; the simple systems read each turn with its speaker in front. */
    LocomoScope(SharedMemory memory, Locomo.Transcript transcript, SetClock clock, EmbeddingModel model) {
        TaskMemory task = memory.task(transcript.id());
        Map<MemoryId, String> texts = new LinkedHashMap<>();
        for (Locomo.TranscriptTurn turn : transcript.turns()) {
            clock.set(turn.at());
            AgentMemory speaker = task.inThread(turn.session()).person(turn.speaker());
            MemoryId id = speaker.remember(turn.text()).memory().id();
            ids.put(turn.id(), id);
            sessions.put(id, turn.session());
            texts.put(id, turn.speaker() + ": " + turn.text());
        }
        this.transcript = transcript.id();
        this.reader = task.agent("reader");
        this.baselines = new Baselines<>(model, texts);
    }

    /** Asks a question of every system. */
    RankedAnswer ask(Locomo.LocomoQuestion question, int limit) {
        Set<MemoryId> wanted = question.evidence().stream().map(ids::get).collect(Collectors.toSet());
        Map<Baseline, RetrievalResult<MemoryId>> simple = new EnumMap<>(Baseline.class);
        baselines
                .rank(question.text())
                .forEach((baseline, found) -> simple.put(baseline, new RetrievalResult<>(found, wanted)));
        RetrievalResult<MemoryId> retrieval = new RetrievalResult<>(
                reader.recall(question.text(), limit).stream()
                        .map(match -> match.memory().id())
                        .toList(),
                wanted);
        return new RankedAnswer(transcript, question, retrieval, simple, sessions);
    }
}
