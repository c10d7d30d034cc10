//! `count KERNEL TIMES`: multiplies 32 rows with 32 columns, 384 deep, so many times.

fn main() {
    let mut arguments = std::env::args().skip(1);
    let kernel = arguments.next().and_then(|name| name.parse().ok()).expect("the name of a kernel");
    let times = arguments.next().and_then(|times| times.parse().ok()).expect("a number");
    println!("{:?}", kernels::work(kernel, times));
}
