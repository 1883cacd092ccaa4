package dev.commonground.benchmarks.peers;

import dev.commonground.benchmarks.measure.Durations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks several systems the same questions in turn, for several rounds, so that all run under the same load. */
final class PeerRounds {

    /** The rounds that are not measured: they compile the code and fill the caches. */
    private static final int WARM_UP = 4;

    private static final double NANOS = 1e9;

    /** The systems whose answer takes longer than a turn; more warm-up would take hours. */
    private final Set<Peer> slow = new HashSet<>();

    private final int rounds;
    private final double seconds;

    /**
     * Creates rounds of a length.
     *
     * @param rounds the measured rounds
     * @param seconds the seconds of a system's turn, which answers at least one question
     */
    PeerRounds(int rounds, double seconds) {
        this.rounds = rounds;
        this.seconds = seconds;
    }

    /**
     * What was measured of one system.
     *
     * @param times the durations of all answers
     * @param recall the share of the ten best memories that it found, of 1
     */
    record Measured(AnswerTimes times, double recall) {}

    /**
     * The durations of answers.
     *
     * @param passed the times that passed
     * @param processor the processor times
     */
    record AnswerTimes(Durations passed, Durations processor) {

        AnswerTimes() {
            this(new Durations(), new Durations());
        }

        void add(Peer.PeerAnswer answer) {
            passed.add(answer.nanos());
            processor.add(answer.processorNanos());
        }
    }

    /** Measures all systems; the order of the result is that of {@code peers}. */
    Map<Peer, Measured> measure(List<Peer> peers, List<Inquiry> questions, ExactSearch exact) throws Exception {
        Map<Peer, Measured> measured = new LinkedHashMap<>();
        for (Peer peer : peers) {
            measured.put(peer, new Measured(new AnswerTimes(), recall(peer, questions, exact)));
        }
        for (int round = -WARM_UP; round < rounds; round++) {
            for (Map.Entry<Peer, Measured> one : measured.entrySet()) {
                if (round >= -1 || !slow.contains(one.getKey())) {
                    turn(one.getKey(), questions, round, one.getValue());
                }
            }
        }
        return measured;
    }

    private void turn(Peer peer, List<Inquiry> questions, int round, Measured measured) throws Exception {
        AnswerTimes times = round < 0 ? new AnswerTimes() : measured.times();
        int next = Math.max(0, round);
        long start = System.nanoTime();
        do {
            times.add(peer.ask(questions.get(next++ % questions.size())));
        } while (System.nanoTime() - start < seconds * NANOS);
        if (next == Math.max(0, round) + 1) {
            slow.add(peer);
        }
    }

    /** Asks as many questions as fit into a few turns. */
    private double recall(Peer peer, List<Inquiry> questions, ExactSearch exact) throws Exception {
        List<Double> shares = new ArrayList<>();
        long start = System.nanoTime();
        for (Inquiry question : questions) {
            if (shares.isEmpty() || System.nanoTime() - start < 2 * rounds * seconds * NANOS) {
                shares.add(share(peer.ask(question).memories(), peer.exhaustive(question, exact)));
            }
        }
        return shares.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private static double share(List<Integer> found, List<Integer> best) {
        Set<Integer> both = new HashSet<>(found);
        both.retainAll(new HashSet<>(best));
        return best.isEmpty() ? 1 : (double) both.size() / best.size();
    }
}
