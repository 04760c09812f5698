// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql.sample;

import java.util.List;

/** An input type with a value of every kind; defaults tell apart what was absent. */
public class Filter {

    public String direct = "default";
    private String text = "default";
    private int number = -1;
    private Integer boxed = -1;
    private long large = -1;
    private boolean flag = true;
    private Color color = Color.BLUE;
    private List<String> names = List.of("default");
    private List<Filter> inner;
    private List<Color> colors;

    public void setText(String text) {
        this.text = text;
    }

    public void setNumber(int number) {
        this.number = number;
    }

    public void setBoxed(Integer boxed) {
        this.boxed = boxed;
    }

    public void setLarge(long large) {
        this.large = large;
    }

    public void setFlag(boolean flag) {
        this.flag = flag;
    }

    public void setColor(Color color) {
        this.color = color;
    }

    public void setNames(List<String> names) {
        this.names = names;
    }

    public void setInner(List<Filter> inner) {
        this.inner = inner;
    }

    public void setColors(List<Color> colors) {
        this.colors = colors;
    }

    @Override
    public String toString() {
        return direct + " " + text + " " + number + " " + boxed + " " + large + " " + flag + " " + color + " " + names + " " + inner + " " + colors;
    }
}
