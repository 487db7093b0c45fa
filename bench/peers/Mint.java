import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Mints join tokens in a row: KEY IV MEETING COUNT; prints the last one and how long all are together. */
public class Mint {
    public static void main(String[] args) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        SecretKeySpec key = new SecretKeySpec(bytes(args[0]), "AES");
        cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(bytes(args[1])));
        Base64.Encoder base64 = Base64.getEncoder();
        long length = 0;
        String token = "";
        for (int i = 0; i < Integer.parseInt(args[3]); i++) {
            String inner = "{\"serial\":" + quoted(args[2]) + ",\"userid\":" + quoted("" + (1000000 + i % 1000))
                + ",\"username\":" + quoted("张三 " + i % 1000) + ",\"joinRole\":\"presenter\"}";
            token = base64.encodeToString(cipher.doFinal(quoted(inner).getBytes(StandardCharsets.US_ASCII)));
            length += token.length();
        }
        System.out.println(token + " " + length);
    }

    /** A string of JSON as PHP writes it: what is beyond ASCII, and slashes, are escaped. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16).append('"');
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' || c == '\\' || c == '/') {
                out.append('\\').append(c);
            } else if (c >= ' ' && c < 128) {
                out.append(c);
            } else {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(Character.forDigit(c >> shift & 15, 16));
                }
            }
        }
        return out.append('"').toString();
    }

    static byte[] bytes(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = (byte) Integer.parseInt(hex.substring(at * 2, at * 2 + 2), 16);
        }
        return bytes;
    }
}
