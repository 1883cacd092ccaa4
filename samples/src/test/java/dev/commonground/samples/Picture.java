package dev.commonground.samples;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A picture, seen from far away: times and fonts make no difference, another layout or text does. */
final class Picture {

    /** The most that two pictures of the same differ: the mean difference of their grey values, 0 to 255. */
    static final double ALIKE = 5;

    private static final int SIDE = 48;

    private final int[] greys = new int[SIDE * SIDE];

    Picture(Path file) throws IOException {
        BufferedImage small = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = small.createGraphics();
        BufferedImage whole = ImageIO.read(file.toFile());
        graphics.drawImage(whole.getScaledInstance(SIDE, SIDE, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        graphics.dispose();
        small.getRaster().getPixels(0, 0, SIDE, SIDE, greys);
    }

    double differenceTo(Picture other) {
        long sum = 0;
        for (int i = 0; i < greys.length; i++) {
            sum += Math.abs(greys[i] - other.greys[i]);
        }
        return (double) sum / greys.length;
    }
}
