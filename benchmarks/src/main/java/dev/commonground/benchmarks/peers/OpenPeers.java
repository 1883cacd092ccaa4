package dev.commonground.benchmarks.peers;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The systems that are compared at one size; Common Ground is the first. Closing this closes all of them. */
final class OpenPeers implements AutoCloseable {

    private final PrintStream out;
    private final PeerSetting setting;
    private final List<Peer> peers = new ArrayList<>();

    OpenPeers(PrintStream out, PeerSetting setting) {
        this.out = out;
        this.setting = setting;
        peers.add(new CommonGroundPeer(setting.folder().resolve("memory.db"), setting.corpus(), setting.size()));
    }

    /** Fills a system. */
    interface Filling {
        Peer fill(PeerSetting setting) throws Exception;
    }

    /** Fills a system and says how long that took; a system that cannot be filled is left out with a line. */
    void add(String name, Filling filling) {
        long start = System.nanoTime();
        try {
            Peer peer = filling.fill(setting);
            peers.add(peer);
            out.printf(
                    "filled %s with %,d in %.1f s%n", peer.title(), setting.size(), (System.nanoTime() - start) / 1e9);
        } catch (Exception e) { // whatever another project throws
            leaveOut(name, e.toString());
        }
    }

    /** Says that a system is not compared, and why. */
    void leaveOut(String name, String reason) {
        out.printf("left out: %s, %s%n", name, reason);
    }

    /** Returns the systems that answer questions of a form. */
    List<Peer> answering(Inquiry.QuestionForm form) {
        return peers.stream().filter(peer -> peer.answers(form)).toList();
    }

    @Override
    public void close() throws IOException {
        for (Peer peer : peers) {
            peer.close();
        }
    }
}
