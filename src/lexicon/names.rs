//! What a name tells: its tokens, titles before it, the gender that English-speaking readers take
//! from a given name.

use crate::kinds::Gender;
use crate::lexicon::listed;
use crate::text::Span;

const NEUTRAL_TITLES: &str = "dr prof professor sen senator rep representative gov governor president gen general lt col capt captain maj sgt rev judge \
    justice secretary minister chancellor mayor congressman congresswoman chairman doctor drs";

/// The gender that `word` tells, if it is a title that stands before names.
fn title(word: &str) -> Option<Gender> {
    let lower = word.trim_end_matches('.').to_lowercase();
    Some(match lower.as_str() {
        "mr" | "mister" | "uncle" | "sir" | "lord" | "king" | "prince" | "congressman"
        | "chairman" | "father" | "herr" | "monsieur" => Gender::Male,
        "mrs" | "ms" | "miss" | "aunt" | "lady" | "queen" | "princess" | "congresswoman"
        | "dame" | "madame" | "frau" | "sister" => Gender::Female,
        _ if listed(NEUTRAL_TITLES, &lower) => Gender::Unknown,
        _ => return None,
    })
}

/// Whether `word` is a title that stands before names ("Judge", "Mrs.").
pub(crate) fn is_title(word: &str) -> bool {
    title(word).is_some() && word.starts_with(char::is_uppercase)
}

/// The gender told by the title that stands right before `span`, if one does.
pub(crate) fn title_before(text: &str, span: Span) -> Option<Gender> {
    const LONGEST: usize = 16;
    let before = text[..span.start].trim_end();
    let length: usize = before
        .chars()
        .rev()
        .take(LONGEST + 1)
        .take_while(|&c| !c.is_whitespace() && !"(“\"‘".contains(c))
        .map(char::len_utf8)
        .sum();
    // In bounds: the length was counted off its end.
    title(&before[before.len() - length..])
}

/// The tokens of a name for comparison: lower case, without stops, titles, "the" and what follows a
/// name ("Jr.").
pub(crate) fn normal_tokens(name: &str) -> Vec<String> {
    let mut tokens: Vec<String> = name
        .split(|c: char| c.is_whitespace() || "-‐‑–—,()“”\"/".contains(c))
        .map(|t| {
            t.chars()
                .filter(|c| c.is_alphanumeric() || *c == '&')
                .flat_map(char::to_lowercase)
                .collect::<String>()
        })
        .filter(|t| !t.is_empty() && t != "the" && t != "jr" && t != "sr")
        .collect();
    let titles = tokens
        .iter()
        .take(tokens.len().saturating_sub(1))
        .take_while(|t| title(t).is_some())
        .count();
    tokens.drain(..titles);
    tokens
}

/// Given names of women; those that men bear as well are in neither list.
const FEMALE: &str = "abigail adele adriana agnes aisha alexandra alice alicia alina alison allison alma amanda amber amelia amina amy ana anastasia andrea angela angelina anita anjali ann \
anna annabel anne annie antonia april ariana astrid audrey aurora barbara beatrice bella bernadette bernice beth bethany betty beverly bianca bonnie brenda briana bridget brittany brooke camila \
camille candice carla carly carmen carol carole caroline carolyn carrie cassandra catherine cathy cecilia celia celine charlene charlotte chelsea cheryl chloe christina christine cindy claire clara \
clarissa claudia colleen connie constance cora courtney crystal cynthia daisy daniela danielle daphne dawn deanna debbie deborah debra delia denise diana diane dolores dominique donna dora doris \
dorothy edith eileen elaine eleanor elena elisa elizabeth ella ellen elsa emilia emily emma erica erin esther ethel eva eve evelyn faith fatima felicia fiona florence frances francesca gabriela \
gail gennifer georgia geraldine gertrude gina ginger giulia glenda gloria grace greta gretchen gwen hannah harriet hazel heather heidi helen helena hillary holly hope huma ida ingrid irene irina iris isabel \
isabella ivanka jacqueline jamila jane janet janice jasmine jeanne jen jenna jennifer jenny jessica jill joan joanna joanne jocelyn jodi josephine joy joyce juanita judith judy julia \
juliana julie june kamala karen karin kate katherine kathleen kathryn kathy katie katrina kayla kellyanne kimberly kirsten kristen kristin kristina lara laura lauren layla lea leah leila lena \
lillian lily linda lindsay lisa liz lois loretta lori lorraine louise lucia lucy luisa lydia mabel madeleine madeline maggie marcia margaret margarita maria marian marianne marie marilyn \
marina marisa marissa marjorie marlene marsha martha mary maryam maureen maxine megan melania melanie melinda melissa mercedes meredith michelle mildred mimi mina miranda miriam molly mona monica nadia nancy \
naomi natalia natalie natasha nell nicola nicole nikki nina noor nora norma octavia olga olive olivia paige pamela patricia patsy patty paula pauline pearl peggy penelope penny petra phoebe phyllis polly priya \
rachel ramona rebecca regina renee rhonda rita roberta rosa rosalind rose rosemary roxanne ruby ruth sabrina sally samantha sandra sara sarah selma sharon sheila shelley sherry shirley \
silvia simone sofia sonia sophia sophie stella stephanie sue susan susanna suzanne svetlana sylvia tamara tammy tanya tara tatiana teresa theresa tiffany tina toni ursula valentina valerie \
vanessa vera veronica vicky victoria viola violet virginia vivian wanda wendy whitney wilma yolanda yvette yvonne zara zoe";

/// Given names of men.
const MALE: &str = "aaron abdul abdullah abraham adam adrian ahmad ahmed al alan albert alejandro alexander alfred ali allan allen alvin amir andre andreas andrew andy angelo anthony antonio archie \
arnold arthur ashton barack barry bart bashar ben benjamin bernard bernie bill billy bob bobby boris brad bradley brandon brendan brent brett brian bruce bruno bryan byron calvin carl carlos \
cedric chad charles charlie chester christian christopher chuck clarence claude clayton clifford clint clive cody colin conrad cory craig curtis cyrus dale damian dan daniel danny darrell \
darren dave david dean dennis derek diego dmitri dmitry dominic don donald doug douglas duncan dustin dwayne dwight dylan earl ed eddie edgar edmund eduardo edward edwin eli elias elliott \
elmer emil emmanuel enrique eric ernest ernesto ethan eugene evan felix fernando francis francisco francois frank franklin fred frederick gabriel gareth gary gavin gene geoffrey george gerald gerard \
gilbert giovanni glen glenn gordon graham grant greg gregory gustavo guy hank hans harold harry harvey hassan hector henry herbert herman howard hugh hugo hussein ian ibrahim igor isaac ismail ivan jack \
jackson jacob jake jamal james jared jason javier jay jeff jeffrey jeremy jerome jerry jesse jesus jim jimmy joe joel john johnny jon jonah jonathan jorge jose joseph josh joshua juan julian julio \
julius justin karl keith ken kenneth kent kevin khalid kirk kurt kyle lance larry lawrence leo leon leonard leonardo leroy lester levi lewis liam lionel lloyd logan lorenzo lou louis lucas luis luke \
luther mahmoud malcolm manuel marc marcel marco marcus mario mark marshall martin marvin mason matt matteo matthew maurice max maxwell mehmet melvin michael miguel mike mikhail milton mitch mitchell mohamed \
mohammad mohammed morris moses muhammad mustafa nate nathan nathaniel neil nelson newt nicholas nick nicolas nigel noah noel norman oleg oliver omar orlando oscar otto owen pablo patrick paul pedro \
percy perry pete peter phil philip phillip pierre preston quentin rafael rajesh ralph ramon randall randy raul ray raymond recep reggie reginald rex ricardo richard rick ricky rob robert roberto robby rodney \
roger roland roman ron ronald ronnie rory ross roy ruben rudolph rudy rupert russell ryan salvador sam samuel saul scott sean sebastian serge sergei sergey sergio seth shane shaun simon spencer stan \
stanley stephen steve steven stewart stuart tariq ted terrence theodore thomas tim timothy tobias toby todd tom tommy tony travis trevor tyler tyrone umberto vernon victor vincent vladimir walter \
warren wayne wesley wilfred will willard william winston wyatt xavier yusuf zachary";

/// The gender that a given name is read with in English-language news; unknown for all others and
/// for names of both.
pub(crate) fn gender_of_given_name(name: &str) -> Gender {
    let lower = name.to_lowercase();
    match (listed(FEMALE, &lower), listed(MALE, &lower)) {
        (true, false) => Gender::Female,
        (false, true) => Gender::Male,
        _ => Gender::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_leave_titles_and_endings_out() {
        assert_eq!(normal_tokens("Mr. John Q. Public Jr."), ["john", "q", "public"]);
        assert_eq!(normal_tokens("the U.S."), ["us"]);
        assert_eq!(normal_tokens("Bashar al-Assad"), ["bashar", "al", "assad"]);
        assert_eq!(normal_tokens("Mayor"), ["mayor"]);
    }

    #[test]
    fn titles_before_a_name_tell_a_gender() {
        let text = "Then Mrs. Blanc met Dr. Noir and Vert";
        let at = |word: &str| {
            text.find(word).map(|s| Span::new(s, s + word.len())).expect("the word is there")
        };
        assert_eq!(title_before(text, at("Blanc")), Some(Gender::Female));
        assert_eq!(title_before(text, at("Noir")), Some(Gender::Unknown));
        assert_eq!(title_before(text, at("Vert")), None);
        assert_eq!(title_before(text, Span::new(0, 4)), None);
    }

    #[test]
    fn given_names_tell_a_gender_or_nothing() {
        assert_eq!(gender_of_given_name("Nikki"), Gender::Female);
        assert_eq!(gender_of_given_name("Vladimir"), Gender::Male);
        assert_eq!(gender_of_given_name("Xqz"), Gender::Unknown);
    }
}
