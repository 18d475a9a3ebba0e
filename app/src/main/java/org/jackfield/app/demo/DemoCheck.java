package org.jackfield.app.demo;

import java.io.PrintStream;

final class DemoCheck {
    static int run(DemoOptions o, PrintStream p) {
        return 1;
    }
}
