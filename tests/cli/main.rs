//! The program from outside: what it reads, prints and writes, and how it exits.

mod harness;

mod account;
mod action;
mod arguments;
mod broken_files;
mod check;
mod colour_and_width;
mod diff;
mod exit_codes;
mod explain;
mod fmt;
mod git;
mod guards;
mod help;
mod history;
mod links;
mod list_and_show;
mod merge_driver;
mod on_a_terminal;
mod output;
mod pages;
mod repositories;
mod review;
mod revisions;
mod selftest;
mod streams;
mod table;
mod versions;
