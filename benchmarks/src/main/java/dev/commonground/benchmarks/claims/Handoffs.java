package dev.commonground.benchmarks.claims;

import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.report.Figure;
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

/** Chains of agents with long answers that learn twelve facts in total. */
final class Handoffs implements MeasuredClaim {

    private static final int FACTS = 12;
    private static final int BUDGET = 2_000;
    private static final String ANSWER = "A sentence of the answer that nobody after it needs in full. ".repeat(40);

    /** The estimated tokens of all handoffs of a chain. */
    private record HandoffTokens(
            int chain, int briefings, int largest, int outputs, int transcript, int last, int cut) {}

    @Override
    public String sentence() {
        return "Handoffs stay small";
    }

    @Override
    public List<Figure> measure(Path folder) {
        List<HandoffTokens> chains = IntStream.of(3, 5, 10, 20)
                .mapToObj(length -> chain(length, folder.resolve("chain-" + length)))
                .toList();
        List<Figure> figures = new ArrayList<>();
        chains.forEach(one -> figures.addAll(figures(one)));
        figures.addAll(growth(chains.get(2), chains.get(3)));
        return figures;
    }

    private static List<Figure> figures(HandoffTokens one) {
        String of = "%d agents: ".formatted(one.chain());
        return List.of(
                Figure.of(of + "briefings at all handoffs", one.briefings(), "tokens"),
                Figure.of(of + "baseline, all outputs", one.outputs(), "tokens"),
                Figure.of(of + "baseline, full transcript", one.transcript(), "tokens"),
                Figure.of(of + "baseline, last output only", one.last(), "tokens"),
                Figure.of(of + "baseline, first 200 tokens of each output", one.cut(), "tokens"),
                saved(of, one),
                Figure.of(of + "largest briefing", one.largest(), "tokens").atMost(BUDGET));
    }

    private static List<Figure> growth(HandoffTokens ten, HandoffTokens twenty) {
        double briefings = ratio(twenty.briefings(), ten.briefings());
        double outputs = ratio(twenty.outputs(), ten.outputs());
        return List.of(
                Figure.of("growth from 10 to 20 agents; linear is 2.1", briefings, "x")
                        .atMost(2.5),
                Figure.of("control, growth of all outputs", outputs, "x").atLeast(2.5));
    }

    private static Figure saved(String of, HandoffTokens one) {
        Figure saved =
                Figure.of(of + "less than all outputs", 100.0 * (one.outputs() - one.briefings()) / one.outputs(), "%");
        return one.chain() == 5 ? saved.atLeast(60) : saved;
    }

    private static double ratio(int numerator, int denominator) {
        return (double) numerator / denominator;
    }

    private static HandoffTokens chain(int length, Path folder) {
        Task[] tasks = Lab.chain(length, i -> worker(i, length));
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

    private static HandoffTokens carried(int length, Timeline timeline) {
        List<Integer> briefings = timeline.all(CrewEvent.Briefed.class).stream()
                .map(CrewEvent.Briefed::tokens)
                .toList();
        int carried = briefings.stream().skip(1).mapToInt(tokens -> tokens).sum();
        int largest = briefings.stream().mapToInt(tokens -> tokens).max().orElse(0);
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
        return new HandoffTokens(length, carried, largest, outputs, transcript, last, cut);
    }
}
