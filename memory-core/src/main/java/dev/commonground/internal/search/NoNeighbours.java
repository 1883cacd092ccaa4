package dev.commonground.internal.search;

import java.util.BitSet;

/** The neighbours in a search without a model, or in a scope without vectors: none. */
record NoNeighbours(VisibleScope scope) implements Neighbours {

    @Override
    public boolean present() {
        return false;
    }

    @Override
    public int[] nearest(BitSet some) {
        return new int[0];
    }

    @Override
    public Candidates exact(int[] ordinals) {
        return Candidates.exact(scope, null, ordinals);
    }
}
