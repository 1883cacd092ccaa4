package dev.commonground.benchmarks.claims;

import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.Figure;
import dev.commonground.briefing.Tokens;
import dev.commonground.crew.Crew;
import dev.commonground.crew.Run;
import dev.commonground.crew.Task;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.Timeline;
import dev.langchain4j.data.message.AiMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Chains of agents of whom each answers at length and learns a little: twelve facts in all. */
final class Handoffs implements Claim {

    private static final int FACTS = 12;
    private static final int BUDGET = 2_000;
    private static final String ANSWER = "A sentence of the answer that nobody after it needs in full. ".repeat(40);

    /** The estimated tokens that all handoffs of a chain carried together. */
    private record Carried(int chain, int briefings, int largest, int outputs, int transcript, int last, int cut) {}

    @Override
    public String sentence() {
        return "Handoffs stay small";
    }

    @Override
    public List<Figure> measure(Path folder) {
        List<Carried> chains = IntStream.of(3, 5, 10, 20)
                .mapToObj(length -> chain(length, folder.resolve("chain-" + length)))
                .toList();
        List<Figure> figures = new ArrayList<>();
        for (Carried one : chains) {
            String of = "%d agents: ".formatted(one.chain());
            figures.add(Figure.of(of + "carried by the briefings", one.briefings(), "tokens"));
            figures.add(Figure.of(of + "baseline, all outputs", one.outputs(), "tokens"));
            figures.add(Figure.of(of + "baseline, full transcript", one.transcript(), "tokens"));
            figures.add(Figure.of(of + "baseline, last output only", one.last(), "tokens"));
            figures.add(Figure.of(of + "baseline, first 200 tokens of each output", one.cut(), "tokens"));
            figures.add(saved(of, one));
            figures.add(
                    Figure.of(of + "largest briefing", one.largest(), "tokens").atMost(BUDGET));
        }
        Carried ten = chains.get(2);
        Carried twenty = chains.get(3);
        figures.add(
                Figure.of("growth from 10 to 20 agents; linear is 2.1", ratio(twenty.briefings(), ten.briefings()), "x")
                        .atMost(2.5));
        figures.add(Figure.of("control, the same of all outputs", ratio(twenty.outputs(), ten.outputs()), "x")
                .atLeast(2.5));
        return figures;
    }

    private static Figure saved(String of, Carried one) {
        Figure saved =
                Figure.of(of + "less than all outputs", 100.0 * (one.outputs() - one.briefings()) / one.outputs(), "%");
        return one.chain() == 5 ? saved.atLeast(60) : saved;
    }

    private static double ratio(int numerator, int denominator) {
        return (double) numerator / denominator;
    }

    private static Carried chain(int length, Path folder) {
        Task[] tasks = IntStream.range(0, length)
                .mapToObj(i -> Lab.task(
                                "t" + i, Lab.agent("a" + i, worker(i, length)).build())
                        .build())
                .toArray(Task[]::new);
        try (SharedMemory memory = Lab.memory(folder)) {
            Timeline timeline = Crew.builder("chain")
                    .tasks(tasks)
                    .memory(memory)
                    .briefingBudget(BUDGET)
                    .clock(Lab.NOON)
                    .build()
                    .kickoff(Run.id("chain"))
                    .timeline();
            return carried(length, timeline);
        }
    }

    private static Lab.Worker worker(int number, int length) {
        int share = FACTS * (number + 1) / length - FACTS * number / length;
        return new Lab.Worker((prompt, results) -> results < share
                ? Lab.finding("Fact %d of agent %d: the client ships %d parcels a day and wants the format kept"
                        .formatted(results, number, 100 + 10 * number + results))
                : AiMessage.from(ANSWER));
    }

    private static Carried carried(int length, Timeline timeline) {
        List<CrewEvent.Briefed> briefings = timeline.all(CrewEvent.Briefed.class);
        List<CrewEvent.Answered> answers = timeline.all(CrewEvent.Answered.class);
        int outputs = 0;
        int transcript = 0;
        int last = 0;
        int cut = 0;
        for (int hop = 1; hop < length; hop++) {
            for (CrewEvent.Answered before : answers.subList(0, hop)) {
                outputs += Tokens.estimate(before.text());
                transcript += before.tokens();
                cut += Math.min(200, Tokens.estimate(before.text()));
            }
            last += Tokens.estimate(answers.get(hop - 1).text());
        }
        int carried =
                briefings.stream().skip(1).mapToInt(CrewEvent.Briefed::tokens).sum();
        int largest =
                briefings.stream().mapToInt(CrewEvent.Briefed::tokens).max().orElse(0);
        return new Carried(length, carried, largest, outputs, transcript, last, cut);
    }
}
