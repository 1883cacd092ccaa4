package dev.commonground.learning;

/**
 * How far learning has come; nothing is stored before the last piece.
 *
 * @param piece the piece that is done, from 1
 * @param pieces how many there are
 * @param found how many things the conversation says so far
 * @param calls how many calls of a model it has taken so far
 */
public record LearnProgress(int piece, int pieces, int found, int calls) {}
