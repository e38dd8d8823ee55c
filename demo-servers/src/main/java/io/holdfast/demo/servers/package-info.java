/**
 * The shop of {@code demo-shop} in real servers, on a real PostgreSQL with two standbys, asked over HTTP. Entry type: {@link
 * io.holdfast.demo.servers.ShopMain}.
 */
package io.holdfast.demo.servers;
