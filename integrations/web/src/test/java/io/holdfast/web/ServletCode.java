package io.holdfast.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet written where it is used. */
final class ServletCode extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Code code;

    ServletCode(Code code) {
        this.code = code;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        code.run(request, response);
    }

    /** What it does. */
    @FunctionalInterface
    interface Code {

        void run(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException;
    }
}
