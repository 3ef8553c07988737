//! The benchmark's name filters, for ASCII names.

const INITIALISMS: &[&str] = &[
    "ACL", "API", "ASCII", "CPU", "CSS", "DNS", "EOF", "GUID", "HTML", "HTTP", "HTTPS", "ID", "IP", "JSON", "LHS", "QPS",
    "RAM", "RHS", "RPC", "SLA", "SMTP", "SQL", "SSH", "TCP", "TLS", "TTL", "UDP", "UI", "UID", "UUID", "URI", "URL", "UTF8",
    "VM", "XML", "XMPP", "XSRF", "XSS", "GID", "SIP", "RTP", "AMQP", "DB", "TS",
];

/// Words begin after a separator, at a capital after a small letter or digit, and at an acronym's last capital.
fn for_each_word<'a>(name: &'a str, mut body: impl FnMut(usize, &'a str)) {
    let bytes = name.as_bytes();
    let (mut start, mut count) = (None, 0);
    for (index, byte) in bytes.iter().enumerate() {
        if !byte.is_ascii_alphanumeric() {
            if let Some(begin) = start.take() {
                body(count, &name[begin..index]);
                count += 1;
            }
        } else if let Some(begin) = start {
            let follows = bytes.get(index + 1).is_some_and(u8::is_ascii_lowercase);
            if byte.is_ascii_uppercase() && (!bytes[index - 1].is_ascii_uppercase() || follows) {
                body(count, &name[begin..index]);
                count += 1;
                start = Some(index);
            }
        } else {
            start = Some(index);
        }
    }
    if let Some(begin) = start {
        body(count, &name[begin..]);
    }
}

fn push_lower(output: &mut String, word: &str) {
    output.extend(word.chars().map(|c| c.to_ascii_lowercase()));
}

fn push_capitalized(output: &mut String, word: &str) {
    output.push_str(&word[..1].to_ascii_uppercase());
    push_lower(output, &word[1..]);
}

fn joined(name: &str, separator: char) -> String {
    let mut output = String::with_capacity(name.len() + 4);
    for_each_word(name, |index, word| {
        if index > 0 {
            output.push(separator);
        }
        push_lower(&mut output, word);
    });
    output
}

pub fn snake(name: &str) -> String {
    joined(name, '_')
}

pub fn kebab(name: &str) -> String {
    joined(name, '-')
}

pub fn pascal(name: &str) -> String {
    let mut output = String::with_capacity(name.len());
    for_each_word(name, |_, word| push_capitalized(&mut output, word));
    output
}

pub fn camel(name: &str) -> String {
    let mut output = String::with_capacity(name.len());
    for_each_word(name, |index, word| {
        if index == 0 {
            push_lower(&mut output, word)
        } else {
            push_capitalized(&mut output, word)
        }
    });
    output
}

pub fn title(name: &str) -> String {
    let has_lower = |text: &str| text.bytes().any(|b| b.is_ascii_lowercase());
    let is_mixed = has_lower(name);
    let mut output = String::with_capacity(name.len() + 4);
    for_each_word(name, |index, word| {
        if index > 0 {
            output.push(' ');
        }
        if is_mixed && !has_lower(word) {
            output.push_str(word)
        } else {
            push_capitalized(&mut output, word)
        }
    });
    output
}

pub fn go_name(name: &str) -> String {
    let mut output = String::with_capacity(name.len());
    for_each_word(name, |_, word| {
        if let Some(initialism) = INITIALISMS.iter().find(|known| known.eq_ignore_ascii_case(word)) {
            output.push_str(initialism);
        } else if word.len() >= 5 && word[..5].eq_ignore_ascii_case("oauth") {
            output.push_str("OAuth");
            output.push_str(&word[5..]);
        } else {
            push_capitalized(&mut output, word);
        }
    });
    output
}

pub fn plural(name: &str) -> String {
    let mut last = name;
    for_each_word(name, |_, word| last = word);
    let lower = last.to_ascii_lowercase();
    if lower == "person" {
        return format!("{}eople", &name[..name.len() - 5]);
    }
    if lower == "child" {
        return format!("{name}ren");
    }
    if ["s", "x", "z", "ch", "sh"].iter().any(|ending| lower.ends_with(ending)) {
        return format!("{name}es");
    }
    let bytes = lower.as_bytes();
    if bytes.len() > 1 && bytes.ends_with(b"y") && !b"aeiou".contains(&bytes[bytes.len() - 2]) {
        return format!("{}ies", &name[..name.len() - 1]);
    }
    format!("{name}s")
}
