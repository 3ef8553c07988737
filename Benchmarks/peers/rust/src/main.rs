//! Peer: minijinja as a Rust library. The runners' protocol; the output goes through `sha256sum`.

mod filters;

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Instant;

use minijinja::{AutoEscape, Environment, Value};

type Templates = BTreeMap<String, String>;

fn environment(templates: &Templates) -> Environment<'_> {
    let mut environment = Environment::new();
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    environment.set_keep_trailing_newline(true);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.add_filter("snake", filters::snake);
    environment.add_filter("kebab", filters::kebab);
    environment.add_filter("pascal", filters::pascal);
    environment.add_filter("camel", filters::camel);
    environment.add_filter("title", filters::title);
    environment.add_filter("go_name", filters::go_name);
    environment.add_filter("plural", filters::plural);
    for (name, text) in templates {
        environment.add_template(name, text).expect("the template is right");
    }
    environment
}

fn option(name: &str) -> String {
    let mut arguments = std::env::args().skip_while(|argument| *argument != format!("--{name}"));
    arguments.nth(1).unwrap_or_default()
}

fn sha256(output: &[u8]) -> String {
    let mut child = Command::new("sha256sum")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("sha256sum is installed");
    child.stdin.take().expect("piped").write_all(output).expect("written");
    let result = child.wait_with_output().expect("sha256sum ends");
    String::from_utf8_lossy(&result.stdout).chars().take(64).collect()
}

/// The CPU time used so far in microseconds, from the kernel's ticks of 10 ms.
fn cpu_us() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let fields: Vec<f64> = after_name.split_whitespace().map(|field| field.parse().unwrap_or(0.0)).collect();
    (fields[11] + fields[12]) * 10_000.0
}

fn rss_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn main() {
    let (workload, seconds) = (option("workload"), option("seconds").parse::<f64>().unwrap_or(1.0));
    let text = std::fs::read_to_string(option("data")).expect("the data file is readable");
    let data: serde_json::Value = serde_json::from_str(&text).expect("the data file is JSON");
    let templates: Templates = serde_json::from_value(data["syntaxes"]["jinja"].clone()).expect("templates are texts");
    let documents: Vec<Value> =
        data["documents"].as_array().expect("documents are a list").iter().map(Value::from_serialize).collect();

    let prepared = environment(&templates);
    let main = prepared.get_template("main").expect("there is a main template");
    let mut output = Vec::new();
    for document in &documents {
        main.render_captured_to(document, &mut output).expect("rendered");
    }
    let hash = sha256(&output);
    let is_parse = workload.starts_with("parse");
    let size = if is_parse { templates.values().map(String::len).sum() } else { output.len() };
    let per_step = if is_parse { 1 } else { documents.len() };
    let mut step = || {
        if is_parse {
            std::hint::black_box(environment(&templates));
        } else {
            // One buffer that is kept between the renders.
            for document in &documents {
                output.clear();
                main.render_captured_to(document, &mut output).expect("rendered");
            }
        }
    };

    let warm = Instant::now();
    while warm.elapsed().as_secs_f64() < seconds / 5.0 {
        step();
    }
    let (start, before, mut count) = (Instant::now(), cpu_us(), 0);
    while start.elapsed().as_secs_f64() < seconds {
        step();
        count += 1;
    }
    let (elapsed, used) = (start.elapsed().as_secs_f64(), cpu_us() - before);
    let renders = (count * per_step) as f64;
    println!(
        "{{\"engine\": \"minijinja\", \"workload\": \"{workload}\", \"us_per_render\": {:.3}, \"cpu_us\": {:.3}, \
         \"mb_per_s\": {:.2}, \"sha256\": \"{hash}\", \"rss_kb\": {}}}",
        elapsed * 1e6 / renders,
        used / renders,
        (size * count) as f64 / elapsed / 1e6,
        rss_kb()
    );
}
